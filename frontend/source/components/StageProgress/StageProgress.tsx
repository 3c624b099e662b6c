import type { JobDocument } from "../../api/documents";
import { kindNamed } from "../../jobs/kinds";
import { stageSteps, stageTitle } from "../../jobs/stages";
import { clockText, percentText } from "../../jobs/units";
import { texts } from "../../texts/texts";
import { ProgressBar } from "../ProgressBar/ProgressBar";
import "./StageProgress.css";

/** Where a job stands that has not ended. */
export function StageProgress({ job }: { job: JobDocument }) {
    if (job.state !== "processing") {
        const wait = job.due_at !== undefined ? texts.job.waitsUntil(clockText(job.due_at))
            : job.kind === "photo" ? texts.job.waitsForTurn : texts.job.waitsForProcessor;
        return <p className="stage-progress-wait">{wait} {texts.job.followed}</p>;
    }
    return (
        <div className="stage-progress">
            <p className="stage-progress-line">
                <span data-testid="stage">{stageTitle(job.stage ?? "starting")}</span>
                {job.progress !== undefined && <span>{percentText(job.progress)}</span>}
            </p>
            <ProgressBar value={job.progress} label={texts.job.progress} />
            {kindNamed(job.kind).takesImage && (
                <ol aria-hidden="true">
                    {stageSteps(job.stage).map(({ stage, place }) => <li key={stage} className={place}>{stageTitle(stage)}</li>)}
                </ol>
            )}
        </div>
    );
}
