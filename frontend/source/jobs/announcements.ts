import type { JobDocument } from "../api/documents";
import { texts } from "../texts/texts";
import { nameOf } from "./names";
import { titleOf } from "./states";

/**
 * Sentences for a screen reader about jobs that ended since `before`; jobs that were not known then are old news.
 * More than three at once become one sentence.
 */
export function announcements(before: readonly JobDocument[], now: readonly JobDocument[]): string {
    const states = new Map(before.map((job) => [job.id, job.state]));
    const ended = now.filter((job) => {
        const old = states.get(job.id);
        return old !== undefined && old !== job.state && (job.state === "completed" || job.state === "failed");
    });
    if (ended.length <= 3) return ended.map((job) => `${nameOf(job)}: ${titleOf(job.state)}.`).join(" ");
    const failed = ended.filter((job) => job.state === "failed").length;
    return texts.notices.ended(ended.length - failed, failed);
}
