/** A duration for people: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function durationText(milliseconds: number): string {
    const seconds = Math.max(0, milliseconds) / 1000;
    if (seconds < 0.05) return "0 s";
    if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
    const whole = Math.round(seconds);
    if (whole < 60) return `${whole} s`;
    if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
    return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A count of bytes for people, in powers of 1024: `512 B`, `82 KB`, `1.4 MB`. */
export function bytesText(bytes: number): string {
    const units = ["B", "KB", "MB", "GB"];
    const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
    const value = bytes / 1024 ** power;
    return `${power > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

/** How long ago, or the day where that says more. */
export function agoText(isoTime: string, now: Date): string {
    const then = new Date(isoTime);
    const seconds = (now.getTime() - then.getTime()) / 1000;
    if (seconds < 45) return "just now";
    if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
    if (seconds < 12 * 3600) return `${Math.round(seconds / 3600)} h ago`;
    return then.toLocaleDateString(undefined, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
}

/** `1 word`, `3 words`, `1,204 words`. */
export function countText(count: number, word: string): string {
    return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}

/** A time of today, or with its day where that is another one. */
export function clockText(isoTime: string, now = new Date()): string {
    const then = new Date(isoTime);
    const isToday = then.toDateString() === now.toDateString();
    return then.toLocaleString(undefined, { ...(!isToday && { day: "numeric", month: "short" }),
        hour: "numeric", minute: "2-digit", second: "2-digit" });
}
