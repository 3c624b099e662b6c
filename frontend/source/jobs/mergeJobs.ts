import type { JobDocument } from "../api/documents";

/** A job that an upload made, not yet seen in a list. */
export interface AcceptedJob {
    job: JobDocument;
    /** On the clock that `mergeJobs` is given. */
    acceptedAt: number;
}

/** The list to show, and what is still waiting to be seen in one. */
export interface MergedJobs {
    listed: JobDocument[];
    accepted: AcceptedJob[];
}

/**
 * A fresh list from the service together with jobs accepted meanwhile. The list is the truth, but one that was
 * asked for before a job was accepted cannot know that job, which is then kept on top instead of vanishing for
 * the time of one poll.
 */
export function mergeJobs(fresh: JobDocument[], askedAt: number, accepted: readonly AcceptedJob[]): MergedJobs {
    const known = new Set(fresh.map((job) => job.id));
    const waiting = accepted.filter((one) => one.acceptedAt >= askedAt && !known.has(one.job.id));
    return { listed: withAccepted(fresh, waiting), accepted: waiting };
}

/** `listed` with the accepted jobs that it lacks on top, the latest first. */
export function withAccepted(listed: JobDocument[], accepted: readonly AcceptedJob[]): JobDocument[] {
    const known = new Set(listed.map((job) => job.id));
    const missing = accepted.map((one) => one.job).filter((job) => !known.has(job.id));
    return [...missing.reverse(), ...listed];
}
