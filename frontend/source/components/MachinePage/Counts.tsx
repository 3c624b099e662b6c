import { numberText } from "../../jobs/units";
import { texts } from "../../texts/texts";

/** Names with how often each was there. */
export function Counts({ title, counts, none }: { title: string; counts: readonly [string, number][]; none?: string }) {
    const words: Record<string, string> = texts.stateWords;
    return (
        <section className="card settings-section" aria-label={title}>
            <h2>{title}</h2>
            {counts.length === 0 && <p className="settings-hint">{none}</p>}
            <ul className="settings-rows">
                {counts.map(([name, count]) => <li key={name}><span>{words[name] ?? name}</span><span className="figure">{numberText(count)}</span></li>)}
            </ul>
        </section>
    );
}
