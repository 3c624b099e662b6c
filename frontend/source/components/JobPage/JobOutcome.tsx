import type { JobDocument } from "../../api/documents";
import type { ReadText } from "../../hooks/useReadText";
import { factsOf } from "../../jobs/factsOf";
import { isUnfinished } from "../../jobs/states";
import { bytesText } from "../../jobs/units";
import { whatToDo } from "../../jobs/whatToDo";
import { texts } from "../../texts/texts";
import { Attempts } from "../Attempts/Attempts";
import { Downloads } from "../Downloads/Downloads";
import { Explanation } from "../Explanation/Explanation";
import { Facts } from "../Facts/Facts";
import { ImagePane } from "../ImagePane/ImagePane";
import type { WordLights } from "../ImageViewer/ImageViewer";
import { PhotoCredit } from "../PhotoCredit/PhotoCredit";
import { ProblemNote } from "../ProblemNote/ProblemNote";
import { RunAgain } from "../RunAgain/RunAgain";
import { ShareLinks } from "../ShareLinks/ShareLinks";
import { StageProgress } from "../StageProgress/StageProgress";
import { TextPane, textFileOf } from "../TextPane/TextPane";

interface Properties {
    job: JobDocument;
    read: ReadText;
    words: WordLights;
    isFresh: boolean;
}

/** What became of the job so far, its result files, and how it was tried if that was not plain. */
export function JobOutcome({ job, read, words, isFresh }: Properties) {
    const attempts = job.attempt_log ?? [];
    const isPlain = job.state === "completed" && attempts.length <= 1;
    return (
        <div className="job-outcome">
            <Result job={job} read={read} words={words} isFresh={isFresh} />
            <Downloads job={job} />
            {job.state === "completed" && <ShareLinks job={job} />}
            {!isPlain && attempts.length > 0 && <Attempts attempts={attempts} />}
            {!isUnfinished(job) && <RunAgain key={job.id} job={job} />}
        </div>
    );
}

function Result({ job, read, words, isFresh }: Properties) {
    const { problem } = job;
    switch (job.state) {
        case "completed": return <CompletedResult job={job} read={read} words={words} isFresh={isFresh} />;
        case "failed": return (
            <ProblemNote detail={problem?.detail ?? texts.job.failed} code={problem?.code ?? "failed"} advice={whatToDo(problem?.code ?? "")} />
        );
        case "cancelled": return <p>{texts.job.cancelled}</p>;
        default: return (
            <div className="card job-outcome-panel">
                <StageProgress job={job} />
                {job.state === "pending" && <Explanation id={job.id} />}
            </div>
        );
    }
}

function CompletedResult({ job, read, words, isFresh }: Properties) {
    if (textFileOf(job)) {
        return (
            <>
                <TextPane job={job} read={read} words={words} isFresh={isFresh} />
                {job.kind === "text" && <div className="card job-outcome-panel"><Facts facts={factsOf(job)} /></div>}
            </>
        );
    }
    const image = job.files.find((file) => file.media_type.startsWith("image/"));
    if (image) {
        return (
            <>
                <ImagePane source={image.url} description={texts.job.result} caption={`${image.name}, ${bytesText(image.bytes)}`} />
                {job.kind === "photo" && <PhotoCredit result={job.result} />}
            </>
        );
    }
    return <div className="card job-outcome-panel"><Facts facts={factsOf(job)} /></div>;
}
