import type { JobDocument } from "../api/documents";
import { bytesText, durationText } from "./units";

/** One line of a result that is an answer by itself. */
export interface Fact {
    name: string;
    value: string;
}

/** The result of a job that left no text and no image, for people. Members that the page does not know are shown too. */
export function factsOf(job: JobDocument): Fact[] {
    // `kb` says for programs what `bytes` says.
    const { width, height, kb: _kb, ...rest } = job.result ?? {};
    const facts: Fact[] = Object.entries(rest).map(([name, value]) => ({ name: name === "bytes" ? "Size" : spaced(name), value: shown(name, value) }));
    if (typeof width === "number" && typeof height === "number") {
        facts.unshift({ name: "Dimensions", value: `${width} × ${height} pixels` });
    }
    if (job.kind === "sleep") {
        facts.unshift({ name: "Processor held for", value: durationText(job.options.duration_ms ?? job.spent_ms) });
    }
    return facts;
}

function shown(name: string, value: unknown): string {
    if (name === "bytes" && typeof value === "number") return `${bytesText(value)} (${value.toLocaleString("en")} bytes)`;
    if (name === "format" && typeof value === "string") return value.toUpperCase();
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function spaced(name: string): string {
    const text = name.replace(/_/g, " ");
    return text.charAt(0).toUpperCase() + text.slice(1);
}
