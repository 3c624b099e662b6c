import type { JobDocument } from "../../api/documents";
import { stageSteps, stageTitle } from "../../jobs/stages";
import { ProgressBar } from "../ProgressBar/ProgressBar";
import "./StageProgress.css";

/** Where a job stands that has not ended. */
export function StageProgress({ job }: { job: JobDocument }) {
    if (job.state !== "processing") {
        return <p className="stage-progress-wait">The job waits for a processor. This page follows it.</p>;
    }
    return (
        <div className="stage-progress">
            <p className="stage-progress-line">
                <span data-testid="stage">{stageTitle(job.stage ?? "starting")}</span>
                {job.progress !== undefined && <span>{Math.round(job.progress * 100)} %</span>}
            </p>
            <ProgressBar value={job.progress} label="Progress" />
            {job.kind !== "sleep" && (
                <ol aria-hidden="true">
                    {stageSteps(job.stage).map(({ stage, place }) => <li key={stage} className={place}>{stageTitle(stage)}</li>)}
                </ol>
            )}
        </div>
    );
}
