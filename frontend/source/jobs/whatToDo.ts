import { texts } from "../texts/texts";

/** What a person can do about a failed job, by its code; undefined where its own sentence says it all. */
export function whatToDo(code: string): string | undefined {
    const advice: Record<string, string> = texts.advice;
    return advice[code];
}
