import type { QueueOverviewDocument } from "../../api/documents";
import { percentText } from "../../jobs/units";
import type { Moment } from "../../machine/momentOf";
import { texts } from "../../texts/texts";

interface Properties {
    users: Moment["users"];
    running: number;
    overview: QueueOverviewDocument | undefined;
}

/** Who has how many of the processors, and how many were promised where the service says so. */
export function Shares({ users, running, overview }: Properties) {
    const promised = new Map(overview?.users?.map((user) => [user.user, user]));
    if (users.length === 0) return null;
    return (
        <section className="card settings-section" aria-label={texts.machine.shares}>
            <h2>{texts.machine.shares}</h2>
            <div className="machine-table">
                <table data-testid="shares">
                    <thead>
                        <tr>{[texts.machine.user, texts.machine.jobs, texts.machine.now, texts.machine.promised, texts.machine.received].map((title) => <th key={title} scope="col">{title}</th>)}</tr>
                    </thead>
                    <tbody>
                        {users.map(({ user, jobs, processors }) => (
                            <tr key={user}>
                                <th scope="row"><bdi>{user}</bdi></th>
                                <td>{jobs}</td>
                                <td>{running === 0 ? "–" : percentText(processors / running)}</td>
                                <td>{shareText(promised.get(user)?.promised)}</td>
                                <td>{shareText(promised.get(user)?.received)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}

function shareText(share: number | undefined): string {
    return share === undefined ? "–" : percentText(share);
}
