import type { JobState } from "../../api/documents";
import { titleOf } from "../../jobs/states";
import { Icon, IconName } from "../Icon/Icon";
import "./StateLabel.css";

const icons: Partial<Record<JobState, IconName>> = {
    scheduled: "clock",
    pending: "clock",
    completed: "check",
    failed: "alert",
    cancelled: "cross",
};

/** A job's state in a word and a sign: never by colour alone. */
export function StateLabel({ state }: { state: JobState }) {
    const icon = icons[state];
    return (
        <span className={`state-label ${state}`} data-testid="state">
            {icon ? <Icon name={icon} /> : <span className="pulse" aria-hidden="true" />}
            {titleOf(state)}
        </span>
    );
}
