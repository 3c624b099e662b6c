import type { FailuresDocument } from "../../api/documents";
import { agoText, numberText } from "../../jobs/units";
import { texts } from "../../texts/texts";

/** Why jobs of all users failed lately, and how many. */
export function Failures({ failures }: { failures: FailuresDocument }) {
    const { total, window: within, by_code: codes } = failures;
    const words = texts.machine;
    return (
        <section className="card settings-section" aria-label={words.failures} data-testid="failures">
            <h2>{words.failures}</h2>
            <p className="settings-hint">{words.allFailures(total, within.replace(/(\d)([a-z])/, "$1 $2"))}</p>
            {codes.length > 0 && (
                <div className="machine-table" tabIndex={0} role="group" aria-label={words.failures}>
                    <table>
                        <thead>
                            <tr>{[words.code, words.jobs, words.lastFailure].map((title) => <th key={title} scope="col">{title}</th>)}</tr>
                        </thead>
                        <tbody>
                            {codes.map(({ code, count, last }) => (
                                <tr key={code}>
                                    <th scope="row"><code>{code}</code></th>
                                    <td>{numberText(count)}</td>
                                    <td>{agoText(last, new Date())}</td>
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
        </section>
    );
}
