import type { JobDocument, JobPageDocument } from "./documents";
import type { JobRequest } from "./JobRequest";
import { Problem } from "./Problem";

const readTimeoutMilliseconds = 10_000;

/**
 * The only caller of the service. Every failure is thrown as a `Problem`; a call stopped through its signal throws
 * a `Problem` too, which the stopper ignores.
 */
export const Api = {
    /** One page of this browser's jobs, newest first. */
    jobs(cursor: string | undefined, signal?: AbortSignal): Promise<JobPageDocument> {
        const query = new URLSearchParams({ limit: "50", ...(cursor !== undefined && { cursor }) });
        return readJSON<JobPageDocument>(`/api/jobs?${query}`, signal);
    },

    /** One job with the log of its attempts. */
    job(id: string, signal?: AbortSignal): Promise<JobDocument> {
        return readJSON<JobDocument>(`/api/jobs/${encodeURIComponent(id)}`, signal);
    },

    /** Ends a job that has not ended. */
    async cancel(id: string): Promise<void> {
        await read(`/api/jobs/${encodeURIComponent(id)}/cancel`, undefined, { method: "POST" });
    },

    /** Does a failed or cancelled job again. */
    async retry(id: string): Promise<void> {
        await read(`/api/jobs/${encodeURIComponent(id)}/retry`, undefined, { method: "POST" });
    },

    /** Removes a job with its files. */
    async remove(id: string): Promise<void> {
        await read(`/api/jobs/${encodeURIComponent(id)}`, undefined, { method: "DELETE" });
    },

    /** The content of a text file that a job left. */
    async text(url: string, signal?: AbortSignal): Promise<string> {
        return (await read(url, signal)).body;
    },

    /** Submits a job that needs no image. */
    async submit(request: JobRequest): Promise<JobDocument> {
        const headers = { "Content-Type": "application/json" };
        const answer = await read("/api/jobs", undefined, { method: "POST", headers, body: JSON.stringify(request) });
        return parse<JobDocument>(answer.body, answer.status);
    },

    /**
     * Submits one image. However often it is sent with the same `key`, it becomes one job. `onProgress` learns the part
     * that was sent, from 0 to 1.
     */
    upload(file: File, request: JobRequest, key: string, onProgress: (part: number) => void): Promise<JobDocument> {
        const form = new FormData();
        for (const [name, value] of Object.entries(request)) form.append(name, String(value));
        form.append("image", file, file.name);
        return send(form, key, onProgress);
    },
};

interface Answer {
    status: number;
    body: string;
}

async function readJSON<Document>(url: string, signal?: AbortSignal): Promise<Document> {
    const answer = await read(url, signal);
    return parse<Document>(answer.body, answer.status);
}

async function read(url: string, signal?: AbortSignal, init: RequestInit = {}): Promise<Answer> {
    const stopper = new AbortController();
    const stop = () => stopper.abort();
    const timer = setTimeout(stop, readTimeoutMilliseconds);
    signal?.addEventListener("abort", stop);
    try {
        const response = await fetch(url, { cache: "no-cache", ...init, signal: stopper.signal });
        const body = await response.text();
        if (!response.ok) throw Problem.fromAnswer(response.status, body);
        return { status: response.status, body };
    } catch (error) {
        if (error instanceof Problem) throw error;
        throw stopper.signal.aborted ? Problem.tooSlow() : Problem.unreachable();
    } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", stop);
    }
}

/** `fetch` does not tell how much of a body was sent; this does. */
function send(form: FormData, key: string, onProgress: (part: number) => void): Promise<JobDocument> {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open("POST", "/api/jobs");
        request.setRequestHeader("Idempotency-Key", key);
        request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
        request.onerror = () => reject(Problem.unreachable());
        request.onload = () => {
            try {
                resolve(accepted(request.status, request.responseText));
            } catch (error) {
                reject(error);
            }
        };
        request.send(form);
    });
}

function accepted(status: number, body: string): JobDocument {
    if (status < 200 || status > 299) throw Problem.fromAnswer(status, body);
    return parse<JobDocument>(body, status);
}

function parse<Document>(body: string, status: number): Document {
    try {
        return JSON.parse(body) as Document;
    } catch {
        throw new Problem("unexpected_answer", "The service gave an answer that this page cannot read.", status);
    }
}
