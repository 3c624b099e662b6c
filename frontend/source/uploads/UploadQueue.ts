import type { JobRequest } from "../api/JobRequest";
import type { Problem } from "../api/Problem";
import type { Upload } from "./Upload";

/** Uploads under way at once: a browser has six connections to one host, and pages, events and images need some. */
export const parallelUploads = 3;

/** The uploads that have not become jobs yet, in the order in which they were added. A value: changes make a new one. */
export type UploadQueue = readonly Upload[];

/** A chosen file with the key that it keeps, and why it need not be sent, if so. */
export interface CheckedFile {
    key: string;
    file: File;
    problem?: Problem;
    isPaused?: boolean;
}

/** What happens to the queue. Times are milliseconds since 1970. */
export type UploadEvent =
    | { type: "added"; files: readonly CheckedFile[]; request: JobRequest }
    | { type: "started"; key: string }
    | { type: "progressed"; key: string; progress: number }
    /** It became a job, or nobody wants it any more. */
    | { type: "removed"; keys: readonly string[] }
    /** It will never be accepted as it is. */
    | { type: "refused"; key: string; problem: Problem }
    /** It was not accepted now. */
    | { type: "failed"; key: string; problem: Problem; notBefore: number }
    | { type: "paused"; keys: readonly string[] }
    /** It is wanted now: after a pause, a refusal, or instead of waiting for the next try. */
    | { type: "wanted"; keys: readonly string[] }
    /** The network is back. */
    | { type: "online" };

/** The queue after `event`. Events about uploads that are not in it change nothing. */
export function afterUploadEvent(queue: UploadQueue, event: UploadEvent): UploadQueue {
    switch (event.type) {
        case "added": return [...queue, ...newUploads(queue, event.files, event.request)];
        case "started": return changed(queue, [event.key], (upload) => ({ ...upload, state: "sending", progress: 0 }));
        case "progressed": return changed(queue, [event.key], (upload) => ({ ...upload, progress: event.progress }));
        case "removed": return queue.filter((upload) => !event.keys.includes(upload.key));
        case "refused": return changed(queue, [event.key], (upload) => ({ ...upload, state: "refused", problem: event.problem }));
        case "failed": return changed(queue, [event.key], (upload) => ({
            ...upload, state: "waiting", problem: event.problem, failures: upload.failures + 1, notBefore: event.notBefore,
        }));
        case "paused": return changed(queue, event.keys, (upload) =>
            (upload.state === "refused" ? upload : { ...upload, state: "paused", progress: 0 }));
        case "wanted": return changed(queue, event.keys, wanted);
        case "online": return queue.map((upload) => (upload.state === "waiting" ? { ...upload, notBefore: 0 } : upload));
    }
}

/** The uploads that may begin at the time `now`. */
export function startable(queue: UploadQueue, now: number): Upload[] {
    const sending = queue.filter((upload) => upload.state === "sending").length;
    const ready = queue.filter((upload) => upload.state === "waiting" && upload.notBefore <= now);
    return ready.slice(0, Math.max(0, parallelUploads - sending));
}

/** When the next upload may begin that only waits for its time; undefined when none does. */
export function nextTry(queue: UploadQueue, now: number): number | undefined {
    const times = queue.filter((upload) => upload.state === "waiting" && upload.notBefore > now).map((upload) => upload.notBefore);
    return times.length > 0 ? Math.min(...times) : undefined;
}

function newUploads(queue: UploadQueue, files: readonly CheckedFile[], request: JobRequest): Upload[] {
    const known = new Set(queue.map((upload) => upload.key));
    return files.filter(({ key }) => !known.has(key)).map(({ key, file, problem, isPaused = false }): Upload => ({
        key, file, request, progress: 0, failures: 0, notBefore: 0,
        ...(problem === undefined ? { state: isPaused ? "paused" : "waiting" } : { state: "refused", problem }),
    }));
}

function wanted(upload: Upload): Upload {
    if (upload.state === "sending") return upload;
    const { problem: _, ...rest } = upload;
    return { ...rest, state: "waiting", failures: 0, notBefore: 0 };
}

function changed(queue: UploadQueue, keys: readonly string[], change: (upload: Upload) => Upload): UploadQueue {
    return queue.map((upload) => (keys.includes(upload.key) ? change(upload) : upload));
}
