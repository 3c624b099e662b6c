import type { JobDocument } from "../../api/documents";
import { kindNamed } from "../../jobs/kinds";
import { agoText, durationText } from "../../jobs/units";
import { StateLabel } from "../StateLabel/StateLabel";

export function JobHeading({ job }: { job: JobDocument }) {
    return (
        <div className="job-heading" aria-live="polite">
            <span><StateLabel state={job.state} /></span>
            <span>{kindNamed(job.kind).title}</span>
            <time dateTime={job.created_at} title={new Date(job.created_at).toLocaleString()}>
                {agoText(job.created_at, new Date())}
            </time>
            <span aria-live="off">{durationText(job.waited_ms)} waited</span>
            {job.started_at !== undefined && <span aria-live="off">{durationText(job.spent_ms)} spent</span>}
        </div>
    );
}
