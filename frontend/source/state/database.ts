type StoreName = "uploads" | "thumbnails";

let opened: Promise<IDBDatabase | undefined> | undefined;

/** One store of the page's database in a transaction of its own; undefined in a browser that keeps nothing. */
export async function database(name: StoreName, mode: IDBTransactionMode): Promise<{ store: IDBObjectStore } | undefined> {
    opened ??= open();
    const connection = await opened;
    try {
        const store = connection?.transaction(name, mode).objectStore(name);
        return store && { store };
    } catch {
        opened = undefined; // The browser closed it: the next use opens it anew.
        return undefined;
    }
}

/** The answer to a request of the database; undefined where it failed, which the page can do without. */
export function request<Value>(pending: IDBRequest): Promise<Value | undefined> {
    return new Promise((resolve) => {
        pending.onsuccess = () => resolve(pending.result as Value);
        pending.onerror = (event) => {
            event.preventDefault();
            resolve(undefined);
        };
    });
}

function open(): Promise<IDBDatabase | undefined> {
    return new Promise((resolve) => {
        try {
            const opening = indexedDB.open("platen", 1);
            opening.onupgradeneeded = () => {
                opening.result.createObjectStore("uploads", { keyPath: "key" });
                opening.result.createObjectStore("thumbnails");
            };
            opening.onsuccess = () => resolve(opening.result);
            opening.onerror = () => resolve(undefined);
            opening.onblocked = () => resolve(undefined);
        } catch {
            resolve(undefined);
        }
    });
}
