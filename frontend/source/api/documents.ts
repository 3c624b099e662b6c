/** Documents of the HTTP API, field for field. What is absent there is absent here, never null. */

export type KindName = "ocr" | "ascii" | "mirror" | "size" | "sleep" | "photo";

export type JobState = "scheduled" | "pending" | "processing" | "completed" | "failed" | "cancelled";

export interface InputDocument {
    url: string;
    media_type: string;
    bytes: number;
    width: number;
    height: number;
}

export interface FileDocument {
    name: string;
    url: string;
    media_type: string;
    bytes: number;
}

export interface ProblemDocument {
    code: string;
    detail: string;
}

export interface AttemptDocument {
    number: number;
    started_at: string;
    ended_at: string;
    /** `completed`, `failed:CODE`, `signal:N`, `exit:N`, `limit:CODE`, `lost`, `handed_back` or `cancelled`. */
    end: string;
    signal?: string;
    cpu_ms?: number;
    peak_memory_kib?: number;
    /** How far it was. */
    stage?: string;
    progress?: number;
}

export interface JobDocument {
    id: string;
    url: string;
    kind: KindName;
    state: JobState;
    user: string;
    file_name?: string;
    options: { width?: number; duration_ms?: number };
    created_at: string;
    /** While scheduled. */
    due_at?: string;
    started_at?: string;
    ended_at?: string;
    waited_ms: number;
    spent_ms: number;
    attempts: number;
    stage?: string;
    /** 0 to 1, while processing. */
    progress?: number;
    input?: InputDocument;
    result?: Record<string, unknown>;
    files: FileDocument[];
    problem?: ProblemDocument;
    /** Only in the document of a single job. */
    attempt_log?: AttemptDocument[];
}

export interface JobPageDocument {
    jobs: JobDocument[];
    /** The cursor of the next page; absent on the last. */
    next?: string;
}
