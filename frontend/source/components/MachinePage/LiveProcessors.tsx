import type { JobDocument } from "../../api/documents";
import { nameOf } from "../../jobs/names";
import { stageTitle } from "../../jobs/stages";
import { durationText } from "../../jobs/units";
import { jobHash } from "../../routes";
import { texts } from "../../texts/texts";
import { ProgressBar } from "../ProgressBar/ProgressBar";

/** What each processor does that has a job, for whom and for how long. */
export function LiveProcessors({ held }: { held: readonly JobDocument[] }) {
    if (held.length === 0) return <p className="settings-hint">{texts.machine.idle}</p>;
    return (
        <ul className="settings-rows" data-testid="processors">
            {held.map((job) => (
                <li key={job.id}>
                    <a className="machine-job" href={jobHash(job.id)}><bdi>{nameOf(job)}</bdi></a>
                    <bdi className="settings-hint">{job.user}</bdi>
                    <span className="settings-hint">{stageTitle(job.stage ?? "starting")}</span>
                    <div className="machine-bar"><ProgressBar value={job.progress} label={texts.list.progressOf(nameOf(job))} /></div>
                    <span className="figure">{durationText(job.spent_ms)}</span>
                </li>
            ))}
        </ul>
    );
}
