import type { JobRequest } from "../api/JobRequest";
import { database, request as asked } from "../state/database";

/** An image as it is kept, so that a reload or a crash of the tab loses nothing. */
export interface KeptUpload {
    key: string;
    file: File;
    request: JobRequest;
    /** Whose job it is to become; empty while nobody was known to be signed in. */
    user: string;
    /** The tab that sends it. */
    tab: string;
    paused: boolean;
}

let held: Promise<void> | undefined;

const lockOf = (tab: string) => `platen-uploads-${tab}`;

/** The images that wait, in the browser's own database. A browser that has none keeps nothing, and sending goes on. */
export const KeptUploads = {
    async put(uploads: readonly KeptUpload[]): Promise<void> {
        if (uploads[0]) void hold(uploads[0].tab);
        const store = (await database("uploads", "readwrite"))?.store;
        if (store) await Promise.all(uploads.map((upload) => asked(store.put(upload))));
    },

    async remove(keys: readonly string[]): Promise<void> {
        const store = (await database("uploads", "readwrite"))?.store;
        if (store) await Promise.all(keys.map((key) => asked(store.delete(key))));
    },

    /**
     * Takes over the images of this tab and of tabs that are gone that are the user's or nobody's yet, in the order of their
     * names. Where a browser cannot tell (its page came over plain HTTP), tabs may both send an image: by its name it becomes
     * one job all the same.
     */
    async adopt(user: string, tab: string): Promise<KeptUpload[]> {
        await hold(tab);
        const store = (await database("uploads", "readonly"))?.store;
        if (!store) return [];
        const all = await asked<KeptUpload[]>(store.getAll()) ?? [];
        const living = await livingTabs();
        const { adopted, moved } = adoption(all, user, tab, (other) => living.has(lockOf(other)));
        await KeptUploads.put(moved);
        return adopted;
    },
};

/**
 * Which of `all` are the user's, or nobody's yet, to go on with in this tab, in the order of their names, and which of those
 * have to be written down as this tab's. Its own are not: one that has been sent since `all` was read stands there no more.
 */
export function adoption(all: readonly KeptUpload[], user: string, tab: string, isLiving: (tab: string) => boolean) {
    const adopted = all.filter((upload) => (upload.user === user || upload.user === "") && (upload.tab === tab || !isLiving(upload.tab)))
        .map((upload) => (upload.tab === tab ? upload : { ...upload, tab, user }))
        .sort((a, b) => a.key.localeCompare(b.key, "en", { numeric: true }));
    return { adopted, moved: adopted.filter((upload) => !all.includes(upload)) };
}

/** Holds the lock for as long as the tab lives. @returns once it is held */
function hold(tab: string): Promise<void> {
    return held ??= new Promise((resolve) => {
        if (!navigator.locks) return resolve();
        void navigator.locks.request(lockOf(tab), () => {
            resolve();
            return new Promise(() => undefined);
        });
    });
}

async function livingTabs(): Promise<ReadonlySet<string>> {
    const held = (await navigator.locks?.query())?.held ?? [];
    return new Set(held.flatMap((lock) => (lock.name === undefined ? [] : [lock.name])));
}
