import { locale, texts } from "../texts/texts";

/** A duration for people: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function durationText(milliseconds: number): string {
    const seconds = Math.max(0, milliseconds) / 1000;
    if (seconds < 0.05) return "0 s";
    if (seconds < 9.95) return `${numberText(seconds, 1)} s`;
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
    return `${numberText(value, power > 0 && value < 9.95 ? 1 : 0)} ${units[power]}`;
}

/** How long ago, or the day where that says more. */
export function agoText(isoTime: string, now: Date): string {
    const then = new Date(isoTime);
    const seconds = (now.getTime() - then.getTime()) / 1000;
    if (seconds < 45) return texts.times.justNow;
    if (seconds < 3600) return texts.times.ago(`${Math.max(1, Math.round(seconds / 60))} min`);
    if (seconds < 12 * 3600) return texts.times.ago(`${Math.round(seconds / 3600)} h`);
    return then.toLocaleDateString(locale, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
}

/** A number as the page's language writes it, with exactly so many decimals. */
export function numberText(value: number, decimals = 0): string {
    return value.toLocaleString(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A time of today, or with its day where that is another one. */
export function clockText(isoTime: string, now = new Date()): string {
    const then = new Date(isoTime);
    const isToday = then.toDateString() === now.toDateString();
    return then.toLocaleString(locale, { ...(!isToday && { day: "numeric", month: "short" }),
        hour: "numeric", minute: "2-digit", second: "2-digit" });
}

/** A part of a whole, from 0 to 1: `37 %`. */
export function percentText(part: number): string {
    return `${Math.round(part * 100)} %`;
}
