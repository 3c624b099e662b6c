import type { JobDocument } from "../api/documents";
import { isUnfinished } from "./states";

/** What a person may want of a job. */
export type Wish = "cancel" | "retry" | "remove";

/** What can be done to the job as it is, in the order of the buttons. */
export function wishesFor(job: JobDocument): Wish[] {
    if (isUnfinished(job)) return ["cancel"];
    return job.state === "completed" ? ["remove"] : ["retry", "remove"];
}
