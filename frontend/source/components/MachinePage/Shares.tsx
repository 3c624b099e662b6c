import { useState } from "react";
import type { QueueStateDocument, ShareWindow } from "../../api/documents";
import { durationText, numberText } from "../../jobs/units";
import { texts } from "../../texts/texts";

const windows: readonly ShareWindow[] = ["minute", "hour", "day"];

/** What each user was promised of the processors, and what each got. */
export function Shares({ state }: { state: QueueStateDocument }) {
    const [within, setWithin] = useState<ShareWindow>("hour");
    const { shares, fairness, more } = state;
    const words = texts.machine;
    return (
        <section className="card settings-section" aria-label={words.shares}>
            <div className="machine-head">
                <h2>{words.shares}</h2>
                <select aria-label={words.window} data-testid="window" value={within} onChange={(event) => setWithin(event.target.value as ShareWindow)}>
                    {windows.map((one) => <option key={one} value={one}>{words.windows[one]}</option>)}
                </select>
            </div>
            {shares.length === 0 ? <p className="settings-hint">{words.noShares}</p> : (
                <div className="machine-table" tabIndex={0} role="group" aria-label={words.shares}>
                    <table data-testid="shares">
                        <thead>
                            <tr>{[words.user, texts.users.weight, words.jobs, words.promised, words.received, words.oldestWait]
                                .map((title) => <th key={title} scope="col">{title}</th>)}</tr>
                        </thead>
                        <tbody>
                            {shares.map(({ user, weight, jobs, [within]: sums }) => (
                                <tr key={user}>
                                    <th scope="row"><bdi>{user}</bdi></th>
                                    <td>{weight}</td>
                                    <td>{numberText(jobs)}</td>
                                    <td>{durationText(sums.promised_ms)}</td>
                                    <td>{durationText(sums.received_ms)}</td>
                                    <td>{durationText(sums.longest_wait_ms)}</td>
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
            <p className="settings-hint">
                {[fairness[within].contenders > 1 && words.fairness(numberText(fairness[within].jain_index, 2), fairness[within].contenders),
                    more > 0 && words.moreUsers(more)].filter(Boolean).join(" ")}
            </p>
        </section>
    );
}
