/** The name of the preferences in the browser's storage. */
export const preferencesKey = "platen.preferences";

/** What this browser keeps of a person's choices, as it was written; empty where it keeps nothing. */
export function keptPreferences(): Record<string, unknown> {
    try {
        return parsedRecord(localStorage.getItem(preferencesKey));
    } catch {
        return {}; // A browser that keeps nothing.
    }
}

/** The record that is written in `text`; empty when it is none. */
export function parsedRecord(text: string | null): Record<string, unknown> {
    try {
        const value: unknown = JSON.parse(text ?? "{}");
        return isRecord(value) ? value : {};
    } catch {
        return {}; // Somebody else wrote it: the preferences are as they come.
    }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
