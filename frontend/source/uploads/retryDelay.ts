const first = 1000;
const longest = 60_000;

/**
 * Milliseconds until an image that was sent `failures` times in vain is sent again: twice as long each time, or as the
 * service asked for. `random`, from 0 to 1, spreads those who were cut off together.
 */
export function retryDelay(failures: number, askedSeconds: number | undefined, random: number): number {
    const doubled = Math.min(first * 2 ** Math.max(0, failures - 1), longest);
    const spread = doubled * (0.75 + random / 2);
    return Math.max(spread, (askedSeconds ?? 0) * 1000);
}
