/** Where in the page one is. */
export type Route = { view: "list" } | { view: "job"; id: string };

interface RouteEntry {
    pattern: RegExp;
    route: (match: RegExpMatchArray) => Route;
}

const table: readonly RouteEntry[] = [
    { pattern: /^#\/jobs\/([0-9a-f-]{36})$/, route: (match) => ({ view: "job", id: match[1] ?? "" }) },
];

/** The route of a location's hash; anything unknown is the list. */
export function routeOf(hash: string): Route {
    for (const { pattern, route } of table) {
        const match = hash.match(pattern);
        if (match) return route(match);
    }
    return { view: "list" };
}

export const listHash = "#/";

export function jobHash(id: string): string {
    return `#/jobs/${id}`;
}
