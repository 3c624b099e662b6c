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
            const job = await Api.upload(file, request, (progress) => dispatch({ type: "progressed", key, progress }));
            onAccepted(job);
            dispatch({ type: "accepted", key });
        } catch (error) {
            const problem = Problem.from(error);
            dispatch({ type: "refused", key, problem, retryable: problem.isOutage || problem.status >= 500 });
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
