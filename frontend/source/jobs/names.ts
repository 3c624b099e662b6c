import type { FileDocument, JobDocument } from "../api/documents";
import { kindNamed } from "./kinds";

/** What a job is called on the page: its file's name, else its kind. */
export function nameOf(job: JobDocument): string {
    return job.file_name ?? kindNamed(job.kind).title;
}

/** The name under which a result is saved: told apart by the image that it came from, such as `scan.txt`. */
export function downloadName(job: JobDocument, file: FileDocument): string {
    if (job.file_name === undefined) return file.name;
    const stem = job.file_name.replace(/\.[^.]*$/, "");
    return file.name === "text.txt" ? `${stem}.txt` : `${stem}-${file.name}`;
}
