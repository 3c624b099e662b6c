/** What the time to the next poll depends on. */
export interface PollSituation {
    /** Whether anything shown can still change by itself. */
    unfinished: boolean;
    hidden: boolean;
    /** Whether changes come by themselves. */
    live: boolean;
    /** Polls that failed in a row. */
    failures: number;
}

/** Milliseconds from the end of one poll to the start of the next. */
export function pollDelay({ unfinished, hidden, live, failures }: PollSituation): number {
    if (failures > 0) return Math.min(1000 * 2 ** (failures - 1), 10_000);
    if (live) return unfinished ? 15_000 : 60_000;
    if (hidden) return unfinished ? 5_000 : 30_000;
    return unfinished ? 500 : 5_000;
}
