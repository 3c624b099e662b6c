import type { JobBook } from "../jobs/JobBook";
import { isUnfinished } from "../jobs/states";
import { prefer, preferencesStore } from "../preferences/preferencesStore";
import { Store } from "../state/Store";
import { texts } from "../texts/texts";

/** Notices larger than this are worth asking whether to be told of their end. */
const largeBatch = 5;

/** Tells of the end of what was being done, where nobody looks: in the title, and as a notification if that is wanted. */
export class Notifier {
    /** Whether a person should be asked if they want notifications: something large is under way, and they never said. */
    readonly asks = new Store(false);
    private unfinished = 0;
    private most = 0;
    private heading = "Platen";
    private hasNews = false;
    private wasAnswered = false;

    constructor(private readonly page: Document) {
        page.addEventListener("visibilitychange", () => {
            if (page.hidden) return;
            this.hasNews = false;
            this.showTitle();
        });
    }

    /** What the view is called. */
    setHeading(heading: string): void {
        this.heading = heading;
        this.showTitle();
    }

    follow(book: JobBook): void {
        const jobs = [...book.jobs.values()].map(({ job }) => job).filter((job) => !book.removed.has(job.id));
        const now = jobs.filter(isUnfinished).length;
        if (this.unfinished > 0 && now === 0) this.end();
        this.unfinished = now;
        this.most = now === 0 ? 0 : Math.max(this.most, now);
        if (this.most >= largeBatch && this.mayAsk()) this.asks.set(true);
        this.showTitle();
    }

    /** Whose it was is gone: nothing of it has ended. */
    forget(): void {
        this.unfinished = 0;
    }

    /** Asks the browser, which asks the person. */
    async allow(): Promise<void> {
        this.answer();
        await Notification.requestPermission();
    }

    /** Nobody is asked again who said no. */
    decline(): void {
        this.answer();
        prefer({ declinedNotices: true });
    }

    private answer(): void {
        this.wasAnswered = true;
        this.asks.set(false);
    }

    private mayAsk(): boolean {
        return !this.wasAnswered && !preferencesStore.value.declinedNotices && permission() === "default";
    }

    private end(): void {
        this.asks.set(false);
        if (!this.page.hidden) return;
        this.hasNews = true;
        if (permission() === "granted") new Notification("Platen", { body: texts.notices.batchEnded, icon: "/favicon.svg", tag: "platen" });
    }

    private showTitle(): void {
        const badge = this.hasNews ? "✓ " : this.unfinished > 0 ? `(${this.unfinished}) ` : "";
        this.page.title = badge + this.heading;
    }
}

function permission(): NotificationPermission | undefined {
    return typeof Notification === "undefined" ? undefined : Notification.permission;
}
