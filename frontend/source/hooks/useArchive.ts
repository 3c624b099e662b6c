import { useCallback, useState } from "react";
import { Api } from "../api/Api";
import type { FileDocument, JobDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { downloadName, nameOf } from "../jobs/names";
import { texts } from "../texts/texts";
import { largestZip, safeName, uniqueNames, zipOf } from "../zip/zipOf";

/** Results of several jobs as one file. */
export interface Archive {
    /** How many jobs are packed; undefined while none is being packed. */
    done: number | undefined;
    problem: Problem | undefined;
    /** All result files of the jobs. */
    zip(jobs: readonly JobDocument[]): void;
    /** The jobs' texts one after the other, each below its name. */
    text(jobs: readonly JobDocument[]): void;
}

export function useArchive(): Archive {
    const [done, setDone] = useState<number>();
    const [problem, setProblem] = useState<Problem>();

    const run = useCallback((pack: () => Promise<Blob>, name: string) => {
        setProblem(undefined);
        setDone(0);
        pack().then((blob) => save(blob, name), (error: unknown) => setProblem(Problem.from(error))).finally(() => setDone(undefined));
    }, []);
    const zip = useCallback((jobs: readonly JobDocument[]) => run(() => packedFiles(jobs, setDone), "platen.zip"), [run]);
    const text = useCallback((jobs: readonly JobDocument[]) => run(() => joinedTexts(jobs, setDone), "platen.txt"), [run]);
    return { done, problem, zip, text };
}

async function packedFiles(jobs: readonly JobDocument[], onDone: (count: number) => void): Promise<Blob> {
    const files = jobs.flatMap((job) => job.files.map((file) => ({ job, file })));
    const bytes = files.reduce((sum, { file }) => sum + file.bytes, 0);
    if (files.length > largestZip.entries || bytes > largestZip.bytes) throw new Problem("too_large", texts.list.tooLargeToPack);
    const names = uniqueNames(files.map(({ job, file }) => safeName(downloadName(job, file.name))));
    const entries = [];
    for (const [index, { job, file }] of files.entries()) {
        const content = await Api.file(file.url);
        entries.push({
            name: names[index] ?? file.name, bytes: new Uint8Array(await content.arrayBuffer()), modified: new Date(job.ended_at ?? job.created_at),
        });
        onDone(jobs.indexOf(job) + 1);
    }
    return new Blob(zipOf(entries), { type: "application/zip" });
}

async function joinedTexts(jobs: readonly JobDocument[], onDone: (count: number) => void): Promise<Blob> {
    const isText = (file: FileDocument) => file.name === "text.txt";
    const parts: string[] = [];
    for (const [index, job] of jobs.entries()) {
        const file = job.files.find(isText);
        if (file) parts.push(`${nameOf(job)}\n\n${(await Api.text(file.url)).trimEnd()}\n`);
        onDone(index + 1);
    }
    if (parts.length === 0) throw new Problem("no_text", texts.list.noTexts);
    return new Blob([parts.join("\n\n")], { type: "text/plain;charset=utf-8" });
}

function save(blob: Blob, name: string): void {
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000); // By then the browser has it.
}
