import type { JobDocument } from "../api/documents";
import { kindTitle } from "./kinds";
import { isShowable } from "./showable";

/** What a job is called on the page: its file's name, else its kind. */
export function nameOf(job: JobDocument): string {
    return job.file_name ?? kindTitle(job.kind);
}

/** The name under which a result is saved: told apart by the image that it came from, such as `scan.txt`. */
export function downloadName(job: JobDocument, file: string): string {
    if (job.file_name === undefined) return file;
    const stem = job.file_name.replace(/\.[^.]*$/, "");
    return file === "text.txt" ? `${stem}.txt` : `${stem}-${file}`;
}

/** The picture of a job: the image that was sent, else the one that came of it; undefined for one that browsers do not show. */
export function pictureOf(job: JobDocument): { url: string; bytes: number } | undefined {
    return [job.input, ...job.files].find((file) => file !== undefined && isShowable(file.media_type));
}
