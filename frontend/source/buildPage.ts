import { Api } from "./api/Api";
import { refusedEvent } from "./api/transport";
import type { Page } from "./hooks/usePage";
import { Removals } from "./jobs/Removals";
import { JobFeed } from "./live/JobFeed";
import { Notifier } from "./live/Notifier";
import { eventStream } from "./live/eventStream";
import { prefer, preferencesStore } from "./preferences/preferencesStore";
import { signInLink } from "./routes";
import { Account } from "./session/Account";
import { Thumbnails } from "./thumbnails/Thumbnails";
import { KeptUploads } from "./uploads/KeptUploads";
import { Uploader } from "./uploads/Uploader";
import { cookieUser } from "./userCookie";

function after(milliseconds: number, action: () => void): () => void {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
}

/** Everything that outlives the views, joined with each other and with the browser. */
export function buildPage(isFirstVisit: boolean): Page {
    const link = takenLink();
    const feed = new JobFeed({
        jobs: (query, cursor, limit, signal) => Api.jobs(query, cursor, limit, signal), stream: eventStream, after,
        isHidden: () => document.hidden, now: () => performance.now(),
    });
    const uploader = new Uploader({
        send: ({ file, request, key }, onProgress, signal) => Api.upload(file, request, key, onProgress, signal),
        keep: KeptUploads, after, isOnline: () => navigator.onLine, now: () => Date.now(), random: Math.random,
    });
    const removals = new Removals({
        remove: (id) => Api.remove(id), after,
        hide: (ids) => feed.change({ type: "removed", ids }), show: (ids) => feed.change({ type: "restored", ids }),
    });
    // Links are of services that ask. The refusal of what is read before the link has signed in could come after it.
    const wasAsked = link !== undefined || preferencesStore.value.wasAsked;
    const account = new Account(cookieUser(document.cookie) ?? "guest", wasAsked, (isAsked) => prefer({ wasAsked: isAsked }));
    const page = {
        isFirstVisit, feed, uploader, removals, thumbnails: new Thumbnails(), account: account,
        notifier: new Notifier(document),
    };
    join(page);
    void account.begin(link);
    return page;
}

function join({ feed, uploader, removals, thumbnails, account, notifier }: Page): void {
    uploader.onAccepted = (job, key) => {
        feed.accept(job);
        void thumbnails.rename(key, job.id);
    };
    const followStanding = () => {
        const standing = account.standing.value;
        if (standing.type === "signedOut") {
            notifier.forget();
            feed.end();
            uploader.end();
        }
        if (standing.type === "signedIn" || standing.type === "expected") feed.begin();
        if (standing.type === "signedIn") void uploader.begin(standing.session.user);
    };
    followStanding();
    account.standing.subscribe(followStanding);
    feed.book.subscribe(() => notifier.follow(feed.book.value));
    feed.status.subscribe(() => feed.status.value.problem?.isSignedOut && account.expired());
    // Whether one is signed in, the list tells: it may have been a wrong password.
    window.addEventListener(refusedEvent, feed.refresh);
    document.addEventListener("visibilitychange", () => feed.visibilityChanged());
    window.addEventListener("online", () => {
        uploader.online();
        feed.refresh();
    });
    window.addEventListener("pagehide", () => void removals.finish());
    followTheme();
}

function followTheme(): void {
    const show = () => { document.documentElement.dataset.theme = preferencesStore.value.theme; };
    show();
    preferencesStore.subscribe(show);
}

/** The link that the address signs in with, if any. */
function takenLink(): string | undefined {
    const link = signInLink(window.location.hash);
    // It counts once, and must not stay in the history.
    if (link !== undefined) history.replaceState(null, "", "#/settings");
    // One that is put into the address of a page that is open begins it anew.
    window.addEventListener("hashchange", () => signInLink(window.location.hash) !== undefined && window.location.reload());
    return link;
}
