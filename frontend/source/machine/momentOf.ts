import { largestOf, samplesOf, sumOf, sumsBy } from "./metrics";

/** How the queue was at one time. */
export interface Moment {
    /** Milliseconds since 1970. */
    at: number;
    waiting: number;
    running: number;
    oldestWaitSeconds: number;
    processorsWanted: number;
    processorsAlive: number;
    /** Jobs and processors of those users who have the most. */
    users: readonly { user: string; jobs: number; processors: number }[];
    waitingByKind: readonly [string, number][];
    ended: readonly [string, number][];
}

/** What the service's metrics say. */
export function momentOf(metrics: string, at: number): Moment {
    const samples = samplesOf(metrics);
    const processors = new Map(sumsBy(samples, "platen_user_processors", "user"));
    return {
        at,
        waiting: sumOf(samples, "platen_jobs_waiting"),
        running: sumOf(samples, "platen_jobs_running"),
        oldestWaitSeconds: largestOf(samples, "platen_oldest_wait_seconds"),
        processorsWanted: sumOf(samples, "platen_processors_wanted"),
        processorsAlive: sumOf(samples, "platen_processors_alive"),
        users: sumsBy(samples, "platen_user_jobs", "user").map(([user, jobs]) => ({ user, jobs, processors: processors.get(user) ?? 0 })),
        waitingByKind: sumsBy(samples, "platen_jobs_waiting", "kind").filter(([, count]) => count > 0),
        ended: sumsBy(samples, "platen_jobs_ended_total", "state"),
    };
}
