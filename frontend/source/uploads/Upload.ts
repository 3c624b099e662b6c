import type { JobRequest } from "../api/JobRequest";
import type { Problem } from "../api/Problem";

/**
 * An image on its way to the service. `waiting` → `sending` → gone (its job is in the list); `paused` and `refused` wait
 * for a person.
 */
export interface Upload {
    /** The name of the job that it becomes, however often it is sent: `drop-<drop>-<number>`. */
    key: string;
    file: File;
    request: JobRequest;
    state: "waiting" | "sending" | "paused" | "refused";
    /** The part sent, from 0 to 1. */
    progress: number;
    /** Why it is refused; while it waits, why it was not accepted the last time. */
    problem?: Problem;
    /** Times that it was sent in vain since a person last asked for it. */
    failures: number;
    /** Milliseconds since 1970 before which it is not sent again. */
    notBefore: number;
}
