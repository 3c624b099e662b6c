import type { JobRequest } from "../api/JobRequest";
import type { Problem } from "../api/Problem";
import type { Upload } from "./Upload";

/** Uploads under way at once. */
export const parallelUploads = 4;

/** The uploads that have not become jobs yet, in the order in which they were added. A value: changes make a new one. */
export interface UploadQueue {
    uploads: readonly Upload[];
    nextKey: number;
}

export const emptyQueue: UploadQueue = { uploads: [], nextKey: 1 };

/** A chosen file, and why it need not be sent, if so. */
export interface CheckedFile {
    file: File;
    problem?: Problem;
}

/** What happens to the queue. */
export type UploadEvent =
    | { type: "added"; files: readonly CheckedFile[]; request: JobRequest }
    | { type: "started"; key: number }
    | { type: "progressed"; key: number; progress: number }
    | { type: "accepted"; key: number }
    | { type: "refused"; key: number; problem: Problem; retryable: boolean }
    | { type: "retried"; key: number }
    | { type: "dismissed"; key: number };

/** The queue after `event`. Events about uploads that are not in it change nothing. */
export function afterUploadEvent(queue: UploadQueue, event: UploadEvent): UploadQueue {
    switch (event.type) {
        case "added": return withFiles(queue, event.files, event.request);
        case "started": return changed(queue, event.key, (upload) => ({ ...upload, state: "sending", progress: 0 }));
        case "progressed": return changed(queue, event.key, (upload) => ({ ...upload, progress: event.progress }));
        case "refused": {
            const { problem, retryable } = event;
            return changed(queue, event.key, (upload) => ({ ...upload, state: "refused", problem, retryable }));
        }
        case "retried": return changed(queue, event.key, ({ problem: _, ...upload }) => ({ ...upload, state: "waiting" }));
        case "accepted":
        case "dismissed": return { ...queue, uploads: queue.uploads.filter((upload) => upload.key !== event.key) };
    }
}

/** The uploads that may begin now. */
export function startable(queue: UploadQueue): Upload[] {
    const sending = queue.uploads.filter((upload) => upload.state === "sending").length;
    const waiting = queue.uploads.filter((upload) => upload.state === "waiting");
    return waiting.slice(0, Math.max(0, parallelUploads - sending));
}

/** Whether the page would lose something if it were closed. */
export function isUploading(queue: UploadQueue): boolean {
    return queue.uploads.some((upload) => upload.state !== "refused");
}

function withFiles(queue: UploadQueue, files: readonly CheckedFile[], request: JobRequest): UploadQueue {
    const added = files.map(({ file, problem }, index): Upload => ({
        key: queue.nextKey + index, file, request, progress: 0, retryable: false,
        ...(problem === undefined ? { state: "waiting" } : { state: "refused", problem }),
    }));
    return { uploads: [...queue.uploads, ...added], nextKey: queue.nextKey + files.length };
}

function changed(queue: UploadQueue, key: number, change: (upload: Upload) => Upload): UploadQueue {
    return { ...queue, uploads: queue.uploads.map((upload) => (upload.key === key ? change(upload) : upload)) };
}
