import type { JobDocument } from "../api/documents";
import { texts } from "../texts/texts";
import type { JobBook } from "./JobBook";
import { nameOf } from "./names";
import { isUnfinished, titleOf } from "./states";

/** The jobs that completed or failed since `before`; those that were not known then are old news. */
export function endedSince(before: JobBook["jobs"], now: JobBook["jobs"]): JobDocument[] {
    const ended: JobDocument[] = [];
    for (const [id, { job }] of now) {
        const old = before.get(id)?.job;
        if (old && old !== job && isUnfinished(old) && (job.state === "completed" || job.state === "failed")) ended.push(job);
    }
    return ended;
}

/** Sentences for a screen reader about jobs that ended; more than three become one sentence. */
export function announcements(ended: readonly JobDocument[]): string {
    if (ended.length <= 3) return ended.map((job) => `${nameOf(job)}: ${titleOf(job.state)}.`).join(" ");
    const failed = ended.filter((job) => job.state === "failed").length;
    return texts.notices.ended(ended.length - failed, failed);
}
