import type { JobDocument } from "../api/documents";
import { dropOf } from "../uploads/drops";

/** A line of the list: a job, or the heading of those that were dropped together and stand together. */
export type ListItem =
    | { type: "job"; job: JobDocument; isInGroup: boolean }
    | { type: "group"; drop: string; jobs: readonly JobDocument[] };

/** The jobs with a heading above each run of several of one drop. */
export function grouped(jobs: readonly JobDocument[]): ListItem[] {
    const items: ListItem[] = [];
    for (let at = 0; at < jobs.length;) {
        const drop = dropOf(jobs[at]?.job_id);
        let end = at + 1;
        while (drop !== undefined && end < jobs.length && dropOf(jobs[end]?.job_id) === drop) end += 1;
        const run = jobs.slice(at, end);
        const isGroup = drop !== undefined && run.length > 1;
        if (isGroup) items.push({ type: "group", drop, jobs: run });
        for (const job of run) items.push({ type: "job", job, isInGroup: isGroup });
        at = end;
    }
    return items;
}
