import { memo } from "react";
import type { JobDocument } from "../../api/documents";
import { kindNamed } from "../../jobs/kinds";
import { nameOf } from "../../jobs/names";
import { stageTitle } from "../../jobs/stages";
import { agoText, durationText } from "../../jobs/units";
import { jobHash } from "../../routes";
import { Icon } from "../Icon/Icon";
import { ProgressBar } from "../ProgressBar/ProgressBar";
import { StateLabel } from "../StateLabel/StateLabel";
import { Thumbnail } from "../Thumbnail/Thumbnail";
import "./JobRow.css";

/** One job in the list; the whole row leads to it. */
export const JobRow = memo(function JobRow({ job }: { job: JobDocument }) {
    return (
        <li data-testid="job" data-job={job.id} data-state={job.state} data-kind={job.kind}>
            <a className="row" href={jobHash(job.id)} id={`job-${job.id}`}>
                <Thumbnail
                    source={pictureOf(job)} icon={job.kind === "sleep" ? "clock" : "image"}
                    isScanning={job.state === "processing"}
                />
                <div className="row-words">
                    <p className="row-name" title={nameOf(job)} data-testid="name">{nameOf(job)}</p>
                    {job.problem
                        ? <p className="row-problem" title={job.problem.detail}>{job.problem.detail}</p>
                        : <p className="row-note">{kindNamed(job.kind).title} · {agoText(job.created_at, new Date())}</p>}
                </div>
                <div className="row-state">
                    <p className="row-state-line">
                        <StateLabel state={job.state} />
                        {job.state === "processing" && job.progress !== undefined && (
                            <span className="figure">{Math.round(job.progress * 100)} %</span>
                        )}
                    </p>
                    {job.state === "processing" && <ProgressBar value={job.progress} label={`Progress of ${nameOf(job)}`} />}
                    <p className="row-times"><Times job={job} /></p>
                </div>
                <Icon name="forward" />
            </a>
        </li>
    );
});

/** What was sent, else the picture that came of it. */
function pictureOf(job: JobDocument): string | undefined {
    return job.input?.url ?? job.files.find((file) => file.media_type.startsWith("image/"))?.url;
}

function Times({ job }: { job: JobDocument }) {
    const spent = durationText(job.spent_ms);
    const waited = `${durationText(job.waited_ms)} waited`;
    switch (job.state) {
        case "scheduled":
        case "pending": return <>{waited}</>;
        case "processing": return <><span data-testid="stage">{stageTitle(job.stage ?? "starting")}</span> · {spent}</>;
        default: return <>{waited} · {spent} spent</>;
    }
}
