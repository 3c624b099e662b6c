import type { JobRequest } from "../api/JobRequest";
import { kindNames } from "../jobs/kinds";
import { isRecord } from "./kept";

export type Theme = "system" | "light" | "dark";
export type Language = "en" | "de";

/** What a person chose on this browser. */
export interface Preferences {
    theme: Theme;
    /** Whether the service asked who one is. */
    wasAsked: boolean;
    /** Whether one does not want to be told of the end of jobs. */
    declinedNotices: boolean;
    /** Absent for the browser's own. */
    language?: Language;
    /** What is done with the next image. */
    choice: JobRequest;
    /** Options that were last chosen, by kind. */
    options: Record<string, JobRequest["options"]>;
}

export const defaultPreferences: Preferences = {
    theme: "system", wasAsked: false, declinedNotices: false, choice: { kind: "ocr", options: {} }, options: {},
};

/** Preferences from what was kept; what makes no sense any more is as it comes. */
export function readPreferences(kept: Record<string, unknown>): Preferences {
    const choice = isRecord(kept.choice) ? kept.choice : {};
    const kind = kindNames.find((name) => name === choice.kind) ?? defaultPreferences.choice.kind;
    return {
        theme: kept.theme === "light" || kept.theme === "dark" ? kept.theme : "system",
        wasAsked: kept.wasAsked === true,
        declinedNotices: kept.declinedNotices === true,
        ...((kept.language === "en" || kept.language === "de") && { language: kept.language }),
        choice: { kind, options: readOptions(choice.options) },
        options: Object.fromEntries(Object.entries(isRecord(kept.options) ? kept.options : {})
            .map(([name, options]) => [name, readOptions(options)])),
    };
}

function readOptions(value: unknown): JobRequest["options"] {
    const known = Object.entries(isRecord(value) ? value : {})
        .filter((entry): entry is [string, string | number | boolean] => ["string", "number", "boolean"].includes(typeof entry[1]));
    return Object.fromEntries(known);
}
