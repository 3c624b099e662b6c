import { useEffect, useRef } from "react";
import type { JobDocument } from "../../api/documents";
import { useJob } from "../../hooks/useJob";
import { nameOf } from "../../jobs/names";
import { listHash } from "../../routes";
import { Icon } from "../Icon/Icon";
import { JobActions } from "../JobActions/JobActions";
import { ProblemNote } from "../ProblemNote/ProblemNote";
import { JobHeading } from "./JobHeading";
import { JobOutcome } from "./JobOutcome";
import { JobImage } from "./JobImage";
import "./JobPage.css";

/** One job: its image beside what became of it. */
export function JobPage({ id, listed }: { id: string; listed: JobDocument | undefined }) {
    const { job, problem, pollNow } = useJob(id, listed);
    const heading = useRef<HTMLHeadingElement>(null);

    useEffect(() => {
        window.scrollTo(0, 0);
        heading.current?.focus({ preventScroll: true });
    }, [id]);
    useEffect(() => {
        document.title = job ? `${nameOf(job)} – Platen` : "Platen";
    }, [job]);

    return (
        <main className="job-page page-width" data-testid="job-page" data-state={job?.state}>
            <a className="job-page-back" href={listHash} data-testid="back"><Icon name="back" />All jobs</a>
            {problem && <ProblemNote detail={problem.detail} code={problem.code} />}
            <h1 ref={heading} tabIndex={-1} data-testid="name">{job ? nameOf(job) : problem ? "No such job to show" : "\u00a0"}</h1>
            {job && <JobHeading job={job} />}
            {job && <JobActions key={job.id} job={job} onChange={pollNow} />}
            {job && (
                <div className={job.input ? "job-page-panes" : undefined}>
                    <JobImage job={job} />
                    <JobOutcome job={job} />
                </div>
            )}
        </main>
    );
}
