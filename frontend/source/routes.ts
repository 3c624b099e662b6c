import { ListView, listViewQuery, readListView } from "./jobs/ListView";

/** Where in the page one is. */
export type Route =
    | { view: "list"; list: ListView }
    /** `isFresh` for a job that was pasted a moment ago: its text is wanted at once. */
    | { view: "job"; id: string; isFresh: boolean }
    | { view: "settings" }
    | { view: "machine" };

interface RouteEntry {
    pattern: RegExp;
    route: (match: RegExpMatchArray) => Route;
}

const table: readonly RouteEntry[] = [
    { pattern: /^#\/jobs\/([0-9a-f-]{36})(\?fresh)?$/, route: (match) => ({ view: "job", id: match[1] ?? "", isFresh: match[2] !== undefined }) },
    { pattern: /^#\/settings$/, route: () => ({ view: "settings" }) },
    { pattern: /^#\/machine$/, route: () => ({ view: "machine" }) },
    { pattern: /^#\/\?(.*)$/s, route: (match) => ({ view: "list", list: readListView(match[1] ?? "") }) },
];

/** The route of a location's hash; anything unknown is the list. */
export function routeOf(hash: string): Route {
    for (const { pattern, route } of table) {
        const match = hash.match(pattern);
        if (match) return route(match);
    }
    return { view: "list", list: readListView("") };
}

export const listHash = "#/";
export const settingsHash = "#/settings";
export const machineHash = "#/machine";

export function jobHash(id: string, isFresh = false): string {
    return `#/jobs/${id}${isFresh ? "?fresh" : ""}`;
}

/** The address of a view of the list. */
export function listViewHash(view: ListView): string {
    const query = listViewQuery(view);
    return query === "" ? listHash : `#/?${query}`;
}

/** The one-time link that an address signs in with, if it is one. */
export function signInLink(hash: string): string | undefined {
    return hash.match(/^#sign-in=([\w.~-]{1,400})$/)?.[1];
}
