import type { JobDocument, JobState } from "../api/documents";

const titles: Record<JobState, string> = {
    scheduled: "Scheduled",
    pending: "Pending",
    processing: "Processing",
    completed: "Completed",
    failed: "Failed",
    cancelled: "Cancelled",
};

export function titleOf(state: JobState): string {
    return titles[state] ?? state;
}

/** Whether the job can still change by itself. */
export function isUnfinished(job: JobDocument): boolean {
    return job.state === "scheduled" || job.state === "pending" || job.state === "processing";
}

/** Such as `2 processing, 3 pending`; empty when nothing is unfinished. */
export function summaryOf(jobs: readonly JobDocument[]): string {
    const counted: JobState[] = ["processing", "pending", "scheduled"];
    return counted
        .map((state) => ({ state, count: jobs.filter((job) => job.state === state).length }))
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => `${count} ${state}`)
        .join(", ");
}
