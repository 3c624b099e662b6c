import type {
    AccountDocument, ExplainDocument, FailuresDocument, JobDocument, JobPageDocument, KeyDocument, QueueStateDocument, SessionDocument, ShareDocument,
} from "./documents";
import type { JobRequest } from "./JobRequest";
import { Problem } from "./Problem";
import { read, readJSON, send, writeJSON } from "./transport";

/** Which jobs a list shows; what is absent asks for nothing. */
export interface JobQuery {
    states?: readonly string[];
    kinds?: readonly string[];
    /** Words of the recognised text. */
    text?: string;
}

const jobPath = (id: string) => `/api/jobs/${encodeURIComponent(id)}`;

/**
 * The only caller of the service. Every failure is thrown as a `Problem`; a call stopped through its signal throws
 * a `Problem` too, which the stopper ignores.
 */
export const Api = {
    /** One page of the user's jobs, newest first. */
    jobs({ states = [], kinds = [], text = "" }: JobQuery, cursor?: string, limit = 50, signal?: AbortSignal): Promise<JobPageDocument> {
        const query = new URLSearchParams({
            limit: String(limit), ...(states.length > 0 && { state: states.join(",") }), ...(kinds.length > 0 && { kind: kinds.join(",") }),
            ...(text !== "" && { q: text }), ...(cursor !== undefined && { cursor }),
        });
        return readJSON<JobPageDocument>(`/api/jobs?${query}`, signal);
    },

    /** One job with the log of its attempts. */
    job(id: string, signal?: AbortSignal): Promise<JobDocument> {
        return readJSON<JobDocument>(jobPath(id), signal);
    },

    /** Why a job waits, and until when. */
    explain(id: string, signal?: AbortSignal): Promise<ExplainDocument> {
        return readJSON<ExplainDocument>(`${jobPath(id)}/explain`, signal);
    },

    /** Ends a job that has not ended. */
    async cancel(id: string): Promise<void> {
        await read(`${jobPath(id)}/cancel`, undefined, { method: "POST" });
    },

    /** Does a failed or cancelled job again. */
    async retry(id: string): Promise<void> {
        await read(`${jobPath(id)}/retry`, undefined, { method: "POST" });
    },

    /** Removes a job with its files, also while the page is being left. */
    async remove(id: string): Promise<void> {
        await read(jobPath(id), undefined, { method: "DELETE", keepalive: true });
    },

    /** Links to a job's files that open without signing in. */
    share(id: string): Promise<ShareDocument> {
        return writeJSON<ShareDocument>("POST", `${jobPath(id)}/share`, {});
    },

    /** The content of a text file that a job left. */
    async text(url: string, signal?: AbortSignal): Promise<string> {
        return (await read(url, signal)).text();
    },

    /** The content of any file of a job. */
    async file(url: string, signal?: AbortSignal): Promise<Blob> {
        return (await read(url, signal, {}, 120_000)).blob();
    },

    /** The content of a JSON file that a job left; whoever asks knows its form. */
    json(url: string, signal?: AbortSignal): Promise<unknown> {
        return readJSON<unknown>(url, signal);
    },

    /** Submits a job that needs no image. */
    submit({ kind, options }: JobRequest): Promise<JobDocument> {
        return writeJSON<JobDocument>("POST", "/api/jobs", { kind, ...options });
    },

    /**
     * Submits one image. However often it is sent with the same `key`, it becomes one job. `onProgress` learns the part
     * that was sent, from 0 to 1.
     */
    async upload(
        file: File, request: JobRequest, key: string, onProgress: (part: number) => void, signal: AbortSignal,
    ): Promise<JobDocument> {
        const form = new FormData();
        const fields = { kind: request.kind, ...request.options, job_id: key };
        for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
        form.append("image", file, file.name);
        const job = await send<JobDocument>("/api/jobs", form, onProgress, signal);
        if (typeof job.id !== "string") throw Problem.unreadable(200);
        return job;
    },

    /** Who is signed in. */
    session(signal?: AbortSignal): Promise<SessionDocument> {
        return readJSON<SessionDocument>("/api/session", signal);
    },

    signIn(credentials: { user: string; password: string } | { link: string }): Promise<SessionDocument> {
        return writeJSON<SessionDocument>("POST", "/api/session", credentials);
    },

    async signOut(): Promise<void> {
        await read("/api/session", undefined, { method: "DELETE" });
    },

    /** The signed-in user's own account. */
    account(signal?: AbortSignal): Promise<AccountDocument> {
        return readJSON<AccountDocument>("/api/me", signal);
    },

    changeAccount(changes: Record<string, string | null>): Promise<AccountDocument> {
        return writeJSON<AccountDocument>("PATCH", "/api/me", changes);
    },

    async keys(signal?: AbortSignal): Promise<KeyDocument[]> {
        return (await readJSON<{ keys: KeyDocument[] }>("/api/keys", signal)).keys;
    },

    makeKey(name: string): Promise<KeyDocument> {
        return writeJSON<KeyDocument>("POST", "/api/keys", { name });
    },

    async revokeKey(id: string): Promise<void> {
        await read(`/api/keys/${encodeURIComponent(id)}`, undefined, { method: "DELETE" });
    },

    async users(signal?: AbortSignal): Promise<AccountDocument[]> {
        return (await readJSON<{ users: AccountDocument[] }>("/api/users", signal)).users;
    },

    addUser(user: { name: string; password: string; role: string }): Promise<AccountDocument> {
        return writeJSON<AccountDocument>("POST", "/api/users", user);
    },

    changeUser(name: string, changes: Record<string, string | number | null>): Promise<AccountDocument> {
        return writeJSON<AccountDocument>("PATCH", `/api/users/${encodeURIComponent(name)}`, changes);
    },

    async removeUser(name: string): Promise<void> {
        await read(`/api/users/${encodeURIComponent(name)}`, undefined, { method: "DELETE" });
    },

    /** How the queue is, and what users got of the processors. */
    queue(signal?: AbortSignal): Promise<QueueStateDocument> {
        return readJSON<QueueStateDocument>("/api/queue", signal);
    },

    /** How many jobs of all users failed lately, by code. For admins. */
    failures(signal?: AbortSignal): Promise<FailuresDocument> {
        return readJSON<FailuresDocument>("/api/failures", signal);
    },

    /** From now on so many jobs run at once. */
    async resize(wanted: number): Promise<void> {
        await writeJSON("PUT", "/api/processors", { wanted });
    },
};
