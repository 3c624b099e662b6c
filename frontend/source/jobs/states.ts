import type { JobDocument, JobState } from "../api/documents";
import { texts } from "../texts/texts";

export function titleOf(state: JobState): string {
    return texts.states[state] ?? state;
}

/** Whether the job can still change by itself. */
export function isUnfinished(job: JobDocument): boolean {
    return job.state === "scheduled" || job.state === "pending" || job.state === "processing";
}

/** Such as `2 processing, 3 pending`; empty for no jobs. */
export function summaryOf(jobs: readonly JobDocument[], states: readonly JobState[] = ["processing", "pending", "scheduled"]): string {
    return states
        .map((state) => ({ state, count: jobs.filter((job) => job.state === state).length }))
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => `${count} ${texts.stateWords[state]}`)
        .join(", ");
}
