import type { JobDocument } from "../../api/documents";
import { nameOf } from "../../jobs/names";
import { bytesText } from "../../jobs/units";
import { ImagePane } from "../ImagePane/ImagePane";

/** The image that the job was given, if any. */
export function JobImage({ job }: { job: JobDocument }) {
    const { input } = job;
    if (!input) return null;
    return (
        <ImagePane
            source={input.url} description={`The image ${nameOf(job)}`} isScanning={job.state === "processing"}
            caption={`${input.width} × ${input.height} pixels, ${bytesText(input.bytes)}`}
        />
    );
}
