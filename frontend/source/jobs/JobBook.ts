import type { ExcerptPiece, JobDocument, JobPageDocument, QueueDocument, QueueEntryDocument } from "../api/documents";
import { isUnfinished } from "./states";

/** A job that is known, and when the page learned of it, on the clock of `performance.now()`. */
export interface KnownJob {
    job: JobDocument;
    at: number;
}

/**
 * What the page knows of the jobs that it is looking at. A value: changes make a new one. The service is the truth:
 * a page of its list replaces what events said before it was asked for, and what events said since stays.
 */
export interface JobBook {
    jobs: ReadonlyMap<string, KnownJob>;
    places: ReadonlyMap<string, QueueEntryDocument>;
    excerpts: Readonly<Record<string, readonly ExcerptPiece[]>>;
    /** Ids that the list has shown to be of the query at hand; only those count in a search. */
    listed: ReadonlySet<string>;
    /** Jobs that were removed here, and may still stand in a list that was on its way. */
    removed: ReadonlySet<string>;
    /** The cursor of the next page; undefined when all are known. */
    next: string | undefined;
    /** The oldest job that is known for sure to have no unknown ones above it. */
    horizon: string | undefined;
    waiting: number;
}

export const emptyBook: JobBook = {
    jobs: new Map(), places: new Map(), excerpts: {}, listed: new Set(), removed: new Set(), next: undefined, horizon: undefined, waiting: 0,
};

export type JobEvent =
    /** A page of the list that was asked for at `askedAt`; `isFirst` when it begins with the newest job. */
    | { type: "page"; page: JobPageDocument; isFirst: boolean; askedAt: number; at: number }
    /** A job as an answer to what was asked at `askedAt` told it, or, without that, as an event told it now. */
    | { type: "job"; job: JobDocument; at: number; askedAt?: number }
    | { type: "removed"; ids: readonly string[] }
    | { type: "restored"; ids: readonly string[] }
    | { type: "queue"; queue: QueueDocument }
    /** Another query is looked at. */
    | { type: "forgotten" };

/** The book after `event`. */
export function afterJobEvent(book: JobBook, event: JobEvent): JobBook {
    switch (event.type) {
        case "page": return withPage(book, event);
        case "job": return isOldNews(book, event) ? book : { ...book, jobs: withJobs(book.jobs, [event.job], event.at) };
        case "removed": return { ...book, removed: new Set([...book.removed, ...event.ids]) };
        case "restored": return { ...book, removed: new Set([...book.removed].filter((id) => !event.ids.includes(id))) };
        case "queue": return {
            ...book, waiting: event.queue.waiting, places: new Map(event.queue.jobs.map((entry) => [entry.id, entry])),
        };
        case "forgotten": return { ...emptyBook, removed: book.removed, places: book.places, waiting: book.waiting };
    }
}

/** Whether a job that is known can still change by itself. */
export function hasUnfinished(book: JobBook): boolean {
    for (const { job } of book.jobs.values()) if (isUnfinished(job) && !book.removed.has(job.id)) return true;
    return false;
}

/** Whether an answer is older than what an event told while it was on its way. */
function isOldNews(book: JobBook, { job, askedAt = Infinity }: JobEvent & { type: "job" }): boolean {
    return book.removed.has(job.id) || (book.jobs.get(job.id)?.at ?? -1) >= askedAt;
}

function withPage(book: JobBook, { page, isFirst, askedAt, at }: JobEvent & { type: "page" }): JobBook {
    const ids = page.jobs.map((job) => job.id);
    const oldest = ids.at(-1);
    // The first page says that of all jobs from its oldest on, those that it lacks are gone.
    const covered = (id: string) => isFirst && (page.next === undefined || (oldest !== undefined && timeOf(id) > timeOf(oldest) + 2000));
    const kept = [...book.jobs].filter(([id, known]) => !covered(id) || ids.includes(id) || known.at >= askedAt);
    const stale = page.jobs.filter((job) => (book.jobs.get(job.id)?.at ?? -1) < askedAt);
    const isFarther = book.horizon === undefined || (oldest !== undefined && oldest <= book.horizon);
    return {
        ...book,
        jobs: withJobs(new Map(kept), stale, at),
        excerpts: { ...book.excerpts, ...page.excerpts },
        listed: new Set([...(isFirst && page.next === undefined ? [] : book.listed), ...ids]),
        ...(isFarther || page.next === undefined ? { next: page.next, horizon: page.next === undefined ? undefined : oldest } : {}),
    };
}

/** When an id was made, in milliseconds since 1970. The list is in the order of acceptance, which is nearly that of the ids. */
function timeOf(id: string): number {
    return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function withJobs(known: ReadonlyMap<string, KnownJob>, jobs: readonly JobDocument[], at: number): ReadonlyMap<string, KnownJob> {
    const all = new Map(known);
    for (const job of jobs) {
        // An event tells a job without its attempts; a document of the job alone has them.
        const log = job.attempt_log ?? (isUnfinished(job) ? undefined : all.get(job.id)?.job.attempt_log);
        all.set(job.id, { job: log ? { ...job, attempt_log: log } : job, at });
    }
    return all;
}
