import { createContext, useContext } from "react";
import type { JobFeed } from "../live/JobFeed";
import type { Uploader } from "../uploads/Uploader";
import type { Thumbnails } from "../thumbnails/Thumbnails";
import type { Account } from "../session/Account";
import type { Removals } from "../jobs/Removals";
import type { Notifier } from "../live/Notifier";

/** What outlives every view: made once, in `main.tsx`. */
export interface Page {
    /** Whether this browser was never here before. */
    isFirstVisit: boolean;
    feed: JobFeed;
    uploader: Uploader;
    thumbnails: Thumbnails;
    account: Account;
    removals: Removals;
    notifier: Notifier;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
    const page = useContext(PageContext);
    if (!page) throw new Error("a component stands outside of the page");
    return page;
}
