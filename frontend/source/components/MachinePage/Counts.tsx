import { numberText } from "../../jobs/units";

/** Names with how often each was there. */
export function Counts({ title, counts, none }: { title: string; counts: readonly [string, number][]; none: string }) {
    return (
        <section className="card settings-section" aria-label={title}>
            <h2>{title}</h2>
            {counts.length === 0 && <p className="settings-hint">{none}</p>}
            <ul className="settings-rows">
                {counts.map(([name, count]) => <li key={name}><span><code>{name}</code></span><span className="figure">{numberText(count)}</span></li>)}
            </ul>
        </section>
    );
}
