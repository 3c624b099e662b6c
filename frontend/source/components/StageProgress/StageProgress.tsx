import type { JobDocument } from "../../api/documents";
import { kindNamed } from "../../jobs/kinds";
import { stageSteps, stageTitle } from "../../jobs/stages";
import { clockText } from "../../jobs/units";
import { ProgressBar } from "../ProgressBar/ProgressBar";
import "./StageProgress.css";

/** Where a job stands that has not ended. */
export function StageProgress({ job }: { job: JobDocument }) {
    if (job.state !== "processing") {
        const wait = job.due_at !== undefined ? `The job begins at ${clockText(job.due_at)}.`
            : job.kind === "photo" ? "The job waits for its turn." : "The job waits for a processor.";
        return <p className="stage-progress-wait">{wait} This page follows it.</p>;
    }
    return (
        <div className="stage-progress">
            <p className="stage-progress-line">
                <span data-testid="stage">{stageTitle(job.stage ?? "starting")}</span>
                {job.progress !== undefined && <span>{Math.round(job.progress * 100)} %</span>}
            </p>
            <ProgressBar value={job.progress} label="Progress" />
            {kindNamed(job.kind).takesImage && (
                <ol aria-hidden="true">
                    {stageSteps(job.stage).map(({ stage, place }) => <li key={stage} className={place}>{stageTitle(stage)}</li>)}
                </ol>
            )}
        </div>
    );
}
