import type { JobDocument } from "../api/documents";
import { texts } from "../texts/texts";
import { bytesText, durationText, numberText } from "./units";

/** One line of a result that is an answer by itself. */
export interface Fact {
    name: string;
    value: string;
}

/** The result of a job that left no text and no image, for people. Members that the page does not know are shown too. */
export function factsOf(job: JobDocument): Fact[] {
    // `kb` says for programs what `bytes` says.
    const { width, height, kb: _kb, ...rest } = job.result ?? {};
    const facts: Fact[] = Object.entries(rest).map(([name, value]) => ({ name: nameOfFact(name), value: shown(name, value) }));
    if (typeof width === "number" && typeof height === "number") {
        facts.unshift({ name: texts.facts.dimensions, value: texts.facts.pixels(width, height) });
    }
    if (job.kind === "sleep") {
        facts.unshift({ name: texts.facts.held, value: durationText(Number(job.options.duration_ms ?? job.spent_ms)) });
    }
    return facts;
}

function nameOfFact(name: string): string {
    const names: Record<string, string> = texts.facts.names;
    return names[name] ?? spaced(name);
}

function shown(name: string, value: unknown): string {
    if (name === "bytes" && typeof value === "number") return `${bytesText(value)} (${texts.facts.bytes(numberText(value))})`;
    if (name === "format" && typeof value === "string") return value.toUpperCase();
    if (name === "reading_seconds" && typeof value === "number") return durationText(value * 1000);
    if (Array.isArray(value)) return value.map(shownPart).join(", ");
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A word with how often it is there, or whatever else a list holds. */
function shownPart(part: unknown): string {
    if (typeof part !== "object" || part === null) return String(part);
    const { word, count } = part as Record<string, unknown>;
    return word !== undefined && count !== undefined ? `${String(word)} ${String(count)}` : Object.values(part).join(" ");
}

function spaced(name: string): string {
    const text = name.replace(/_/g, " ");
    return text.charAt(0).toUpperCase() + text.slice(1);
}
