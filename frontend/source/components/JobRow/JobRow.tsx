import { memo } from "react";
import type { ExcerptPiece, JobDocument, QueueEntryDocument } from "../../api/documents";
import { usePage } from "../../hooks/usePage";
import { usePicture } from "../../hooks/usePicture";
import { kindTitle } from "../../jobs/kinds";
import { nameOf, pictureOf } from "../../jobs/names";
import { agoText, percentText } from "../../jobs/units";
import { jobHash } from "../../routes";
import { texts } from "../../texts/texts";
import { Icon } from "../Icon/Icon";
import { ProgressBar } from "../ProgressBar/ProgressBar";
import { StateLabel } from "../StateLabel/StateLabel";
import { Thumbnail } from "../Thumbnail/Thumbnail";
import { JobTimes } from "./JobTimes";
import "./JobRow.css";

interface Properties {
    job: JobDocument;
    place: QueueEntryDocument | undefined;
    /** When the page learned of the job as it is. */
    at: number;
    excerpt: readonly ExcerptPiece[] | undefined;
    isSelected: boolean;
    onSelect(id: string, isSelected: boolean, isRange: boolean): void;
}

/** One job in the list: a box to select it, and all else leads to it. */
export const JobRow = memo(function JobRow({ job, place, at, excerpt, isSelected, onSelect }: Properties) {
    const name = nameOf(job);
    return (
        <div className={isSelected ? "job-row selected" : "job-row"} data-testid="job" data-job={job.id} data-state={job.state} data-kind={job.kind}>
            <label className="job-row-box">
                <input type="checkbox" checked={isSelected} aria-label={texts.list.select(name)} readOnly
                    onClick={(event) => onSelect(job.id, !isSelected, event.shiftKey)} />
            </label>
            <a className="row" href={jobHash(job.id)} id={`job-${job.id}`}>
                <Picture job={job} />
                <div className="row-words">
                    <p className="row-name" title={name} data-testid="name"><bdi>{name}</bdi></p>
                    {job.problem
                        ? <p className="row-problem" title={job.problem.detail}>{job.problem.detail}</p>
                        : <p className="row-note">{kindTitle(job.kind)} · {agoText(job.created_at, new Date())}</p>}
                    {excerpt && <p className="row-excerpt" data-testid="excerpt">{excerpt.map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : text))}</p>}
                </div>
                <div className="row-state">
                    <p className="row-state-line">
                        <StateLabel state={job.state} />
                        {job.state === "processing" && job.progress !== undefined && <span className="figure">{percentText(job.progress)}</span>}
                    </p>
                    {job.state === "processing" && <ProgressBar value={job.progress} label={texts.list.progressOf(name)} />}
                    <p className="row-times"><JobTimes job={job} place={place} at={at} /></p>
                </div>
                <Icon name="forward" />
            </a>
        </div>
    );
});

function Picture({ job }: { job: JobDocument }) {
    const { thumbnails } = usePage();
    const image = pictureOf(job);
    const picture = usePicture(() => image && thumbnails.ofImage(job.id, image.url, image.bytes), `${job.id}-${image?.url ?? ""}`);
    return <Thumbnail source={picture} icon={job.kind === "sleep" ? "clock" : "image"} isScanning={job.state === "processing"} />;
}
