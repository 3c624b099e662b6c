import type { ProcessorDocument } from "../../api/documents";
import { kindTitle } from "../../jobs/kinds";
import { stageTitle } from "../../jobs/stages";
import { durationText } from "../../jobs/units";
import { jobHash } from "../../routes";
import { texts } from "../../texts/texts";
import { ProgressBar } from "../ProgressBar/ProgressBar";

/** What each processor does, and for how long. */
export function LiveProcessors({ processors }: { processors: readonly ProcessorDocument[] }) {
    if (processors.length === 0) return null;
    return (
        <ul className="settings-rows" data-testid="processors">
            {processors.map(({ job, kind, stage, progress, spent_ms: spent }, index) => (
                <li key={job ?? index}>
                    {job === undefined ? <span>{texts.machine.idle}</span> : <a href={jobHash(job)}>{kind === undefined ? job : kindTitle(kind)}</a>}
                    {stage !== undefined && <span className="settings-hint">{stageTitle(stage)}</span>}
                    {progress !== undefined && <div className="machine-bar"><ProgressBar value={progress} label={texts.job.progress} /></div>}
                    {spent !== undefined && <span className="figure">{durationText(spent)}</span>}
                </li>
            ))}
        </ul>
    );
}
