const oneYearSeconds = 365 * 24 * 3600;

/** The name of this browser's user in its cookies; undefined when it has none yet. */
export function cookieUser(cookies: string): string | undefined {
    return cookies.match(/(?:^|;\s*)platen_user=([^;]+)/)?.[1];
}

/** The cookie that names this browser's user, so that each browser has its own list; undefined when it has one. */
export function newUserCookie(cookies: string, random: Uint8Array): string | undefined {
    if (cookieUser(cookies) !== undefined) return undefined;
    const name = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return `platen_user=u-${name}; Path=/; Max-Age=${oneYearSeconds}; SameSite=Lax`;
}
