/** Documents of the HTTP API, field for field. What is absent there is absent here, never null. */

export type KindName = "ocr" | "ascii" | "mirror" | "size" | "sleep" | "photo" | "text";

export type JobState = "scheduled" | "pending" | "processing" | "completed" | "failed" | "cancelled";

export interface InputDocument {
    url: string;
    media_type: string;
    bytes: number;
    width?: number;
    height?: number;
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
    /** The name that its sender gave it. */
    job_id?: string;
    url: string;
    kind: KindName;
    state: JobState;
    user: string;
    file_name?: string;
    /** As they count; of a sleep, `duration_ms`. */
    options: Readonly<Record<string, unknown>>;
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

/** A piece of a text around what was searched for. */
export interface ExcerptPiece {
    text: string;
    hit?: boolean;
}

export interface JobPageDocument {
    jobs: JobDocument[];
    /** The cursor of the next page; absent on the last. */
    next?: string;
    /** By the ids of jobs; only in the answer to a search. */
    excerpts?: Record<string, ExcerptPiece[]>;
}

/** Where a job stands in the queue, as an event of each second tells it. */
export interface QueueEntryDocument {
    id: string;
    state: JobState;
    /** Among all that wait, from 1. */
    position?: number;
    /** Among the user's own that wait, from 1. */
    own_position?: number;
    predicted_start?: string;
    waited_ms: number;
    spent_ms: number;
}

export interface QueueDocument {
    waiting: number;
    running: number;
    jobs: QueueEntryDocument[];
    /** How many more of the user's have not ended. */
    more: number;
}

/** Why a job waits. What the service does not say is absent. */
export interface ExplainDocument {
    position?: number;
    own_position?: number;
    /** The part of the processors that the user has, from 0 to 1. */
    share?: number;
    work_ahead_seconds?: number;
    predicted_start?: string;
    predicted_start_p90?: string;
    predicted_end?: string;
    /** What keeps it, the most important first, as English sentences. */
    changes?: string[];
    /** The same as codes, entry for entry. */
    reasons?: { code: string; count?: number }[];
}

/** How many jobs of all users failed lately. */
export interface FailuresDocument {
    /** As `24h`. */
    window: string;
    total: number;
    /** The most frequent first. */
    by_code: { code: string; count: number; last: string }[];
}

export interface SessionDocument {
    auth: "open" | "required";
    user: string;
    role: "user" | "admin";
    expires_at?: string;
}

export interface AccountDocument {
    name: string;
    role: "user" | "admin";
    has_password: boolean;
    weight?: number;
    webhook?: string;
    created_at?: string;
}

export interface KeyDocument {
    id: string;
    name: string;
    user: string;
    created_at: string;
    last_used_at?: string;
    /** Only in the answer that made it. */
    key?: string;
}

export interface ShareDocument {
    expires_at: string;
    links: { name: string; url: string }[];
}

/** Processor time within a window. */
export interface ShareSums {
    promised_ms: number;
    received_ms: number;
    longest_wait_ms: number;
}

/** What a user was promised and got; windows are the last minute, hour and day. */
export interface UserShareDocument extends Record<ShareWindow, ShareSums> {
    user: string;
    weight: number;
    /** That have not ended. */
    jobs: number;
    running: number;
}

export type ShareWindow = "minute" | "hour" | "day";

/** How the queue is. Who may not see all users is told of the own share alone. */
export interface QueueStateDocument {
    waiting: number;
    running: number;
    scheduled: number;
    users: number;
    oldest_wait_ms: number;
    processors: { alive: number; busy: number; wanted: number };
    fairness: Record<ShareWindow, { jain_index: number; contenders: number; longest_wait_ms: number }>;
    shares: UserShareDocument[];
    /** How many users more there are. */
    more: number;
    /** For admins: the jobs that processors hold. */
    processing?: JobDocument[];
}
