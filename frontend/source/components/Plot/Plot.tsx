import "./Plot.css";

interface Properties {
    title: string;
    /** Evenly spaced in time, the newest last. */
    values: readonly number[];
    /** How a value is written. */
    shown(value: number): string;
}

const [width, height] = [600, 120];
/** A plot that has just begun is drawn over at least so many values. */
const leastValues = 30;

/** How one number went, as a line from the left to now. */
export function Plot({ title, values, shown }: Properties) {
    const most = Math.max(...values, 0);
    const last = values.at(-1) ?? 0;
    const bound = most > 0 && `≤ ${shown(most)}`;
    const step = width / (Math.max(values.length, leastValues) - 1);
    const points = values.map((value, index) => {
        const x = width - (values.length - 1 - index) * step;
        return `${x.toFixed(1)},${(height - 4 - (most === 0 ? 0 : (value / most) * (height - 12))).toFixed(1)}`;
    });
    return (
        <figure className="plot card" data-testid="plot">
            <figcaption><span>{title}</span><strong>{shown(last)}</strong></figcaption>
            <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={`${title}: ${[shown(last), bound].filter(Boolean).join(", ")}`}>
                <path className="plot-ground" d={`M0 ${height - 4}H${width}`} />
                <polyline points={points.join(" ")} />
            </svg>
            {bound && <p className="plot-most">{bound}</p>}
        </figure>
    );
}
