import type { JobDocument } from "../../api/documents";
import { isUnfinished, summaryOf } from "../../jobs/states";
import { bytesText } from "../../jobs/units";
import { texts } from "../../texts/texts";
import { ProgressBar } from "../ProgressBar/ProgressBar";
import "./GroupHeading.css";

interface Properties {
    jobs: readonly JobDocument[];
    isSelected: boolean;
    onSelect(isSelected: boolean): void;
}

/** What was dropped together, in one line with its total. */
export function GroupHeading({ jobs, isSelected, onSelect }: Properties) {
    const ended = jobs.filter((job) => !isUnfinished(job)).length;
    const bytes = jobs.reduce((sum, job) => sum + (job.input?.bytes ?? 0), 0);
    const summary = summaryOf(jobs, ["completed", "failed", "cancelled", "processing", "pending", "scheduled"]);
    return (
        <div className="group-heading" data-testid="group">
            <input type="checkbox" checked={isSelected} aria-label={texts.list.selectGroup(jobs.length)}
                onChange={(event) => onSelect(event.target.checked)} />
            <span className="group-count">{texts.counts.images(jobs.length)}</span>
            <span className="group-summary">{summary} · {bytesText(bytes)}</span>
            {ended < jobs.length && <ProgressBar value={ended / jobs.length} label={texts.list.groupProgress} />}
        </div>
    );
}
