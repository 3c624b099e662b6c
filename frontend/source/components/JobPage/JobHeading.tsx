import type { JobDocument } from "../../api/documents";
import { usePage } from "../../hooks/usePage";
import { useStore } from "../../hooks/useStore";
import { kindTitle } from "../../jobs/kinds";
import { agoText } from "../../jobs/units";
import { locale } from "../../texts/texts";
import { JobTimes } from "../JobRow/JobTimes";
import { StateLabel } from "../StateLabel/StateLabel";

export function JobHeading({ job }: { job: JobDocument }) {
    const book = useStore(usePage().feed.book);
    return (
        <div className="job-heading">
            <span aria-live="polite"><StateLabel state={job.state} /></span>
            <span>{kindTitle(job.kind)}</span>
            <time dateTime={job.created_at} title={new Date(job.created_at).toLocaleString(locale)}>{agoText(job.created_at, new Date())}</time>
            <span data-testid="times"><span><JobTimes job={job} place={book.places.get(job.id)} at={book.jobs.get(job.id)?.at ?? 0} /></span></span>
        </div>
    );
}
