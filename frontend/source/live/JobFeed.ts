import type { JobQuery } from "../api/Api";
import type { JobDocument, JobPageDocument, QueueDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { afterJobEvent, emptyBook, hasUnfinished, JobBook, JobEvent } from "../jobs/JobBook";
import { Poller, PollerSurroundings } from "../jobs/Poller";
import { Store } from "../state/Store";

/** Messages of a stream of events, as the feed takes them. */
export interface StreamListener {
    onOpen(): void;
    onMessage(type: "job" | "queue" | "removed", data: string): void;
    /** It was cut; `isOver` when it will not come back by itself. */
    onCut(isOver: boolean): void;
}

/** What a `JobFeed` acts on. */
export interface FeedSurroundings extends PollerSurroundings {
    jobs(query: JobQuery, cursor: string | undefined, limit: number, signal?: AbortSignal): Promise<JobPageDocument>;
    /** Opens the stream of events, after the last one that was seen. @returns what closes it */
    stream(listener: StreamListener): () => void;
    now(): number;
}

/** How the page learns of changes. */
export type FeedState = "starting" | "live" | "polling";

export interface FeedStatus {
    /** Whether a list has come for the query. */
    isKnown: boolean;
    state: FeedState;
    /** Why what is shown may be stale. */
    problem: Problem | undefined;
}

const pageSize = 50;
const wholePageSize = 200;
const reopenMilliseconds = 5_000;

/**
 * Follows the user's jobs: a stream of events while the page is seen, else and where there is no stream by asking for the
 * list again. Each list is asked for anew when a stream opens: events are hints, the list is the truth.
 */
export class JobFeed {
    readonly book = new Store<JobBook>(emptyBook);
    readonly status = new Store<FeedStatus>({ isKnown: false, state: "starting", problem: undefined });

    /** What was asked for another one, also of the same words, is not taken in. */
    private query: JobQuery = {};
    private queryKey = "{}";
    private readonly poller: Poller;
    private closeStream: (() => void) | undefined;
    private takeBackOpening: () => void = () => undefined;
    private isFetchingMore = false;
    private isBegun = false;

    /** The clock and the window, for others that poll. */
    readonly poll: PollerSurroundings;

    constructor(private readonly surroundings: FeedSurroundings) {
        this.poll = surroundings;
        const isLive = () => this.status.value.state === "live";
        this.poller = new Poller((signal) => this.fetchNewest(signal), surroundings, isLive);
    }

    begin(): void {
        if (this.isBegun) return;
        this.isBegun = true;
        this.openStream();
        this.poller.now();
    }

    /** Nobody is signed in any more: what is known is nobody's business now. */
    end(): void {
        this.isBegun = false;
        this.query = { ...this.query };
        this.close("starting");
        this.change({ type: "forgotten" });
        this.status.set({ isKnown: false, state: "starting", problem: undefined });
    }

    /** Looks at the jobs that answer `query`. */
    look(query: JobQuery): void {
        const key = JSON.stringify(query);
        if (key === this.queryKey) return;
        this.query = query;
        this.queryKey = key;
        this.change({ type: "forgotten" });
        this.status.set({ ...this.status.value, isKnown: false });
        if (this.isBegun) this.poller.now();
    }

    /** Asks for the list at once. */
    refresh = (): void => {
        if (!this.isBegun) return;
        if (!this.closeStream) this.openStream();
        this.poller.now();
    };

    /** Goes on with older jobs; `isAll` until there are none left. */
    async more(isAll = false): Promise<void> {
        if (this.isFetchingMore) return;
        this.isFetchingMore = true;
        const { query } = this;
        try {
            do await this.fetchOlder(isAll ? wholePageSize : pageSize);
            while (isAll && query === this.query && this.book.value.next !== undefined);
        } catch (error) {
            if (query === this.query) this.status.set({ ...this.status.value, problem: Problem.from(error) });
        } finally {
            this.isFetchingMore = false;
        }
    }

    /** Takes in a job that was asked for at `askedAt`, on the clock of `now`. */
    learn(job: JobDocument, askedAt: number): void {
        this.change({ type: "job", job, at: this.surroundings.now(), askedAt });
    }

    /** Takes in a job that has just been made: whatever is known of it already is newer. */
    accept(job: JobDocument): void {
        this.learn(job, 0);
    }

    get now(): number {
        return this.surroundings.now();
    }

    change(event: JobEvent): void {
        this.book.set(afterJobEvent(this.book.value, event));
    }

    /** The page came into sight or went out of it. */
    visibilityChanged(): void {
        if (!this.isBegun) return;
        if (this.surroundings.isHidden()) this.close("polling");
        else this.openStream();
        // Also where the stream has just gone: else the next list would come as late as beside one.
        this.poller.now();
    }

    private async fetchNewest(signal: AbortSignal): Promise<boolean> {
        const { query } = this;
        if (!this.isBegun) return false;
        const askedAt = this.surroundings.now();
        try {
            const page = await this.surroundings.jobs(query, undefined, pageSize, signal);
            if (query !== this.query) return true;
            this.change({ type: "page", page, isFirst: true, askedAt, at: this.surroundings.now() });
            this.status.set({ ...this.status.value, isKnown: true, problem: undefined });
            return hasUnfinished(this.book.value);
        } catch (error) {
            if (!signal.aborted && query === this.query) this.status.set({ ...this.status.value, problem: Problem.from(error) });
            throw error;
        }
    }

    private async fetchOlder(limit: number): Promise<void> {
        const { query } = this;
        const { next } = this.book.value;
        if (next === undefined) return;
        const askedAt = this.surroundings.now();
        const page = await this.surroundings.jobs(query, next, limit);
        if (query !== this.query) return;
        this.change({ type: "page", page, isFirst: false, askedAt, at: this.surroundings.now() });
    }

    private openStream(): void {
        this.takeBackOpening();
        if (this.closeStream || this.surroundings.isHidden()) return;
        this.closeStream = this.surroundings.stream({
            onOpen: () => {
                this.status.set({ ...this.status.value, state: "live" });
                this.poller.now();
            },
            onMessage: (type, data) => this.take(type, data),
            onCut: (isOver) => {
                if (isOver) this.close("polling");
                else this.status.set({ ...this.status.value, state: "polling" });
                if (isOver) this.takeBackOpening = this.surroundings.after(reopenMilliseconds, () => this.openStream());
                this.poller.now();
            },
        });
    }

    private close(state: FeedState): void {
        this.takeBackOpening();
        this.closeStream?.();
        this.closeStream = undefined;
        this.status.set({ ...this.status.value, state });
    }

    private take(type: "job" | "queue" | "removed", data: string): void {
        try {
            const value: unknown = JSON.parse(data);
            if (type === "job") this.change({ type, job: value as JobDocument, at: this.now });
            else if (type === "queue") this.change({ type: "queue", queue: value as QueueDocument });
            else this.change({ type: "removed", ids: [(value as { removed: string }).removed] });
        } catch {
            this.poller.now(); // An event that cannot be read is a hint all the same.
        }
    }
}
