import type { AttemptDocument } from "../api/documents";

/** Why an attempt ended, as a phrase. */
export function attemptEnd(attempt: AttemptDocument): string {
    const [word, value] = attempt.end.split(":", 2);
    switch (word) {
        case "completed": return "Completed";
        case "failed": return `Reported ${value ?? "a problem"}`;
        case "signal": return `Ended by ${attempt.signal ?? `signal ${value}`}`;
        case "exit": return `Left with status ${value}`;
        case "limit": return `Ended at its limit: ${value ?? "unknown"}`;
        case "handed_back": return "Handed back when the service stopped";
        case "lost": return "Lost in a restart of the service";
        case "cancelled": return "Cancelled";
        default: return attempt.end;
    }
}
