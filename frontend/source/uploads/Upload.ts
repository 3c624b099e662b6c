import type { JobRequest } from "../api/JobRequest";
import type { Problem } from "../api/Problem";

/**
 * An image on its way to the service. `waiting` → `sending` → gone (its job is in the list), or `refused`.
 * Only a `refused` upload has a problem; its `retryable` says whether sending the same image again makes sense.
 */
export interface Upload {
    key: number;
    file: File;
    request: JobRequest;
    state: "waiting" | "sending" | "refused";
    /** The part sent, from 0 to 1. */
    progress: number;
    problem?: Problem;
    retryable: boolean;
}
