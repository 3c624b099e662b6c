import { useCallback, useEffect, useReducer, useRef } from "react";
import { Api } from "../api/Api";
import type { JobDocument } from "../api/documents";
import type { JobRequest } from "../api/JobRequest";
import { Problem } from "../api/Problem";
import { kindNamed } from "../jobs/kinds";
import { fileProblem, noImageWanted } from "../uploads/fileProblem";
import type { Upload } from "../uploads/Upload";
import { afterUploadEvent, CheckedFile, emptyQueue, isUploading, startable } from "../uploads/UploadQueue";

/** Images on their way to the service, and what can be done with them. */
export interface Uploads {
    uploads: readonly Upload[];
    add(files: readonly File[], request: JobRequest): void;
    retry(key: number): void;
    dismiss(key: number): void;
}

/** Sends images, a few at a time; `onAccepted` receives the job that an image became. */
export function useUploads(onAccepted: (job: JobDocument) => void): Uploads {
    const [queue, dispatch] = useReducer(afterUploadEvent, emptyQueue);
    const begun = useRef(new Set<number>());
    const visit = useRef(randomWord());

    useEffect(() => {
        for (const upload of startable(queue)) {
            if (begun.current.has(upload.key)) continue;
            begun.current.add(upload.key);
            dispatch({ type: "started", key: upload.key });
            void sendUpload(upload);
        }
    }, [queue]);

    const sendUpload = async ({ key, file, request }: Upload) => {
        try {
            const onProgress = (progress: number) => dispatch({ type: "progressed", key, progress });
            const job = await Api.upload(file, request, `${visit.current}-${key}`, onProgress);
            onAccepted(job);
            dispatch({ type: "accepted", key });
        } catch (error) {
            const problem = Problem.from(error);
            dispatch({ type: "refused", key, problem, retryable: isWorthRetrying(problem) });
        } finally {
            begun.current.delete(key);
        }
    };

    const add = useCallback((files: readonly File[], request: JobRequest) => {
        void Promise.all(files.map((file) => checked(file, request))).then(
            (checkedFiles) => dispatch({ type: "added", files: checkedFiles, request }));
    }, []);
    const retry = useCallback((key: number) => dispatch({ type: "retried", key }), []);
    const dismiss = useCallback((key: number) => dispatch({ type: "dismissed", key }), []);

    useLeaveWarning(isUploading(queue));
    return { uploads: queue.uploads, add, retry, dismiss };
}

/** Where waiting may help: an outage, trouble of the service, or too many jobs of one user. */
function isWorthRetrying(problem: Problem): boolean {
    return problem.isOutage || problem.status >= 500 || problem.status === 429;
}

/** 32 hexadecimal digits that nobody else has. */
function randomWord(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function checked(file: File, request: JobRequest): Promise<CheckedFile> {
    const problem = kindNamed(request.kind).takesImage ? await fileProblem(file) : noImageWanted;
    return { file, ...(problem && { problem }) };
}

function useLeaveWarning(needed: boolean): void {
    useEffect(() => {
        if (!needed) return undefined;
        const warn = (event: BeforeUnloadEvent) => event.preventDefault();
        window.addEventListener("beforeunload", warn);
        return () => window.removeEventListener("beforeunload", warn);
    }, [needed]);
}
