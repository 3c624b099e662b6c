import type { JobRequest } from "../api/JobRequest";
import { database, request as asked } from "../state/database";

/** An image as it is kept, so that a reload or a crash of the tab loses nothing. */
export interface KeptUpload {
    key: string;
    file: File;
    request: JobRequest;
    /** Whose job it is to become. */
    user: string;
    /** The tab that sends it. */
    tab: string;
    paused: boolean;
}

let lockHeld: Promise<void> | undefined;

const lockOf = (tab: string) => `platen-uploads-${tab}`;

/** The images that wait, in the browser's own database. A browser that has none keeps nothing, and sending goes on. */
export const KeptUploads = {
    async put(uploads: readonly KeptUpload[]): Promise<void> {
        const store = (await database("uploads", "readwrite"))?.store;
        if (store) await Promise.all(uploads.map((upload) => asked(store.put(upload))));
    },

    async remove(keys: readonly string[]): Promise<void> {
        const store = (await database("uploads", "readwrite"))?.store;
        if (store) await Promise.all(keys.map((key) => asked(store.delete(key))));
    },

    /**
     * Takes over the user's images of this tab and of tabs that are gone, in the order of their names. Where a browser cannot tell (its page
     * came over plain HTTP), tabs may both send an image: by its name it becomes one job all the same.
     */
    async adopt(user: string, tab: string): Promise<KeptUpload[]> {
        await (lockHeld ??= holdLock(tab));
        const store = (await database("uploads", "readonly"))?.store;
        if (!store) return [];
        const all = await asked<KeptUpload[]>(store.getAll()) ?? [];
        const living = await livingTabs();
        const orphans = all.filter((upload) => upload.user === user && (upload.tab === tab || !living.has(lockOf(upload.tab))));
        const adopted = orphans.map((upload) => ({ ...upload, tab })).sort((a, b) => a.key.localeCompare(b.key, "en", { numeric: true }));
        await KeptUploads.put(adopted);
        return adopted;
    },
};

/** Holds the lock for as long as the tab lives. @returns once it is held */
function holdLock(tab: string): Promise<void> {
    return new Promise((resolve) => {
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
