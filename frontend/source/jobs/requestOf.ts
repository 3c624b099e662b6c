import type { JobDocument } from "../api/documents";
import type { JobRequest, OptionValue } from "../api/JobRequest";
import { kindNamed } from "./kinds";

/** What was asked for when the job was submitted, as far as the page offers it. */
export function requestOf(job: JobDocument): JobRequest {
    const options: Record<string, OptionValue> = {};
    for (const { name } of kindNamed(job.kind).options) {
        const value = job.options[name];
        if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") options[name] = value;
    }
    // The document counts in milliseconds what a submission counts in seconds.
    const duration = job.options.duration_ms;
    if (job.kind === "sleep" && typeof duration === "number") options.duration = Math.round(duration / 1000);
    return { kind: job.kind, options };
}
