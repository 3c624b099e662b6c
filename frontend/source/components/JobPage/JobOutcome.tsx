import type { JobDocument } from "../../api/documents";
import { factsOf } from "../../jobs/factsOf";
import { bytesText } from "../../jobs/units";
import { Attempts } from "../Attempts/Attempts";
import { Downloads } from "../Downloads/Downloads";
import { Facts } from "../Facts/Facts";
import { ImagePane } from "../ImagePane/ImagePane";
import { PhotoCredit } from "../PhotoCredit/PhotoCredit";
import { ProblemNote } from "../ProblemNote/ProblemNote";
import { StageProgress } from "../StageProgress/StageProgress";
import { TextPane } from "../TextPane/TextPane";

/** What became of the job so far, its result files, and how it was tried if that was not plain. */
export function JobOutcome({ job }: { job: JobDocument }) {
    const attempts = job.attempt_log ?? [];
    const isPlain = job.state === "completed" && attempts.length <= 1;
    return (
        <div className="job-outcome">
            <Result job={job} />
            <Downloads job={job} />
            {!isPlain && attempts.length > 0 && <Attempts attempts={attempts} />}
        </div>
    );
}

function Result({ job }: { job: JobDocument }) {
    switch (job.state) {
        case "completed": return <CompletedResult job={job} />;
        case "failed": return <ProblemNote detail={job.problem?.detail ?? "The job failed."} code={job.problem?.code ?? "failed"} />;
        case "cancelled": return <p>The job was cancelled.</p>;
        default: return <div className="card job-outcome-panel"><StageProgress job={job} /></div>;
    }
}

function CompletedResult({ job }: { job: JobDocument }) {
    const text = job.files.find((file) => file.name === "text.txt");
    if (text) return <TextPane job={job} file={text} />;
    const image = job.files.find((file) => file.media_type.startsWith("image/"));
    if (image) {
        return (
            <>
                <ImagePane source={image.url} description="The result" caption={`${image.name}, ${bytesText(image.bytes)}`} />
                {job.kind === "photo" && <PhotoCredit result={job.result} />}
            </>
        );
    }
    return <div className="card job-outcome-panel"><Facts facts={factsOf(job)} /></div>;
}
