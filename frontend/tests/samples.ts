import type { JobDocument } from "../source/api/documents";

/** A pending job of this id, with some members changed. */
export function job(id: string, changes: Partial<JobDocument> = {}): JobDocument {
    return {
        id, url: `/api/jobs/${id}`, kind: "ocr", state: "pending", user: "u-1", file_name: `${id}.png`, options: {},
        created_at: "2026-01-02T03:04:05.000Z", waited_ms: 0, spent_ms: 0, attempts: 0, files: [], ...changes,
    };
}
