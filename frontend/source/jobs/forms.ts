import type { JobDocument } from "../api/documents";

/** Forms of a text that the service makes when they are fetched. Into a PDF it can put only images of these types. */
const forms = ["page.pdf", "page.hocr", "page.tsv", "page.alto.xml"];
const typesForPDF = ["image/png", "image/jpeg"];

/** A form of a job's text that is not among its files yet. */
export interface Form {
    name: string;
    url: string;
}

/** The forms that can still be had of the job. */
export function formsOf({ id, kind, state, input, files }: JobDocument): Form[] {
    if (kind !== "ocr" || state !== "completed") return [];
    const isThere = (name: string) => files.some((file) => file.name === name);
    return forms
        .filter((name) => !isThere(name) && (name !== "page.pdf" || typesForPDF.includes(input?.media_type ?? "")))
        .map((name) => ({ name, url: `/results/${id}/${name}` }));
}
