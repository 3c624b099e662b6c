/** What stands for `text`: the number itself inside the bounds, the bound it passes, or `value` for no number. */
export function nearestGood(text: string, value: number, minimum: number, maximum: number): number {
    const typed = Math.round(Number(text));
    if (text.trim() === "" || !Number.isFinite(typed)) return value;
    return Math.min(Math.max(typed, minimum), maximum);
}
