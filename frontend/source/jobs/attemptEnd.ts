import type { AttemptDocument } from "../api/documents";
import { texts } from "../texts/texts";

/** Why an attempt ended, as a phrase. */
export function attemptEnd(attempt: AttemptDocument): string {
    const [word, value = ""] = attempt.end.split(":", 2);
    const phrases = texts.attempts;
    switch (word) {
        case "completed": return phrases.completed;
        case "failed": return phrases.failed(value);
        case "signal": return phrases.signal(attempt.signal ?? `signal ${value}`);
        case "exit": return phrases.exit(value);
        case "limit": return phrases.limit(value);
        case "handed_back": return phrases.handedBack;
        case "lost": return phrases.lost;
        case "cancelled": return phrases.cancelled;
        default: return attempt.end;
    }
}
