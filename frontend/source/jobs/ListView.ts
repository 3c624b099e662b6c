import type { JobDocument, JobState, KindName } from "../api/documents";
import { kindNames } from "./kinds";
import { nameOf } from "./names";

export const sortings = ["newest", "oldest", "name", "waited", "spent"] as const;
export type Sorting = (typeof sortings)[number];

export type StateFilter = "all" | "unfinished" | "completed" | "failed" | "cancelled";

/** A few states that people look at together. */
export const stateFilters: Readonly<Record<StateFilter, readonly JobState[]>> = {
    all: [],
    unfinished: ["scheduled", "pending", "processing"],
    completed: ["completed"],
    failed: ["failed"],
    cancelled: ["cancelled"],
};

/** What part of the list one looks at, and in which order. It stands in the address. */
export interface ListView {
    state: StateFilter;
    kind: KindName | undefined;
    text: string;
    sort: Sorting;
}

export const wholeList: ListView = { state: "all", kind: undefined, text: "", sort: "newest" };

/** The view that the query of an address asks for; what it does not know is as it comes. */
export function readListView(query: string): ListView {
    const fields = new URLSearchParams(query);
    const among = <Word extends string>(words: readonly Word[], name: string) => words.find((word) => word === fields.get(name));
    return {
        state: among(Object.keys(stateFilters) as StateFilter[], "state") ?? "all",
        kind: among(kindNames, "kind"),
        text: (fields.get("q") ?? "").slice(0, 100),
        sort: among(sortings, "sort") ?? "newest",
    };
}

/** The query of the address; empty for the whole list. */
export function listViewQuery({ state, kind, text, sort }: ListView): string {
    const fields = new URLSearchParams();
    if (state !== "all") fields.set("state", state);
    if (kind !== undefined) fields.set("kind", kind);
    if (text !== "") fields.set("q", text);
    if (sort !== "newest") fields.set("sort", sort);
    return fields.toString();
}

/** Whether a job belongs to the view, its text aside, of which the service alone knows. */
export function isInView(job: JobDocument, { state, kind }: ListView): boolean {
    const states = stateFilters[state];
    return (states.length === 0 || states.includes(job.state)) && (kind === undefined || job.kind === kind);
}

const orders: Record<Sorting, (a: JobDocument, b: JobDocument) => number> = {
    newest: (a, b) => (a.id < b.id ? 1 : -1),
    oldest: (a, b) => (a.id < b.id ? -1 : 1),
    name: (a, b) => nameOf(a).localeCompare(nameOf(b), undefined, { numeric: true }) || orders.newest(a, b),
    waited: (a, b) => b.waited_ms - a.waited_ms || orders.newest(a, b),
    spent: (a, b) => b.spent_ms - a.spent_ms || orders.newest(a, b),
};

/** The jobs of the view in its order. Ids begin with the time: their order is that of submission. */
export function inView(jobs: readonly JobDocument[], view: ListView): JobDocument[] {
    return jobs.filter((job) => isInView(job, view)).sort(orders[view.sort]);
}
