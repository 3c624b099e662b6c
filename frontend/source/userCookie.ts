const oneYearSeconds = 365 * 24 * 3600;

/** The cookie that names this browser's user, so that each browser has its own list; undefined when it has one. */
export function newUserCookie(cookies: string, random: Uint8Array): string | undefined {
    if (/(?:^|;\s*)platen_user=[^;]/.test(cookies)) return undefined;
    const name = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return `platen_user=u-${name}; Path=/; Max-Age=${oneYearSeconds}; SameSite=Lax`;
}
