import type { JobDocument } from "../../api/documents";
import { summaryOf } from "../../jobs/states";
import { Button } from "../Button/Button";
import { JobRow } from "../JobRow/JobRow";
import "./JobList.css";

interface Properties {
    jobs: readonly JobDocument[];
    hasOlder: boolean;
    onOlder(): void;
}

export function JobList({ jobs, hasOlder, onOlder }: Properties) {
    if (jobs.length === 0) return null;
    return (
        <section aria-label="Jobs">
            <div className="section-head">
                <h2>Jobs</h2>
                <p>{summaryOf(jobs)}</p>
            </div>
            <ol className="card rows" data-testid="jobs">
                {jobs.map((job) => <JobRow key={job.id} job={job} />)}
            </ol>
            {hasOlder && <div className="job-list-more"><Button onClick={onOlder}>Show older jobs</Button></div>}
        </section>
    );
}
