import type { JobRequest } from "../api/JobRequest";

/** Of everything chosen on the page, what belongs to the chosen kind. */
export function requestFor({ kind, width, duration }: JobRequest): JobRequest {
    if (kind === "ascii" && width !== undefined) return { kind, width };
    if (kind === "sleep" && duration !== undefined) return { kind, duration };
    return { kind };
}
