import { useEffect, useMemo } from "react";
import type { ExcerptPiece, JobDocument } from "../api/documents";
import { inView, isInView, ListView, stateFilters } from "../jobs/ListView";
import { usePage } from "./usePage";
import { useStore } from "./useStore";

/** The jobs of a view of the list, kept fresh. */
export interface JobList {
    jobs: readonly JobDocument[];
    excerpts: Readonly<Record<string, readonly ExcerptPiece[]>>;
    hasOlder: boolean;
}

/** Looks at the part of the list that `view` says. */
export function useJobList(view: ListView): JobList {
    const { feed } = usePage();
    const book = useStore(feed.book);
    const { state, kind, text, sort } = view;

    useEffect(() => {
        feed.look({ states: stateFilters[state], kinds: kind === undefined ? [] : [kind], text: text.trim() });
    }, [feed, state, kind, text]);
    const isWholeWanted = sort !== "newest";
    useEffect(() => {
        // What is not sorted by time is sorted here, and all of it has to be here for that.
        if (isWholeWanted && book.next !== undefined) void feed.more(true);
    }, [feed, isWholeWanted, book.next]);

    const jobs = useMemo(() => {
        const known = [...book.jobs.values()].map((one) => one.job).filter((job) =>
            !book.removed.has(job.id) && (book.horizon === undefined || job.id >= book.horizon || book.listed.has(job.id))
            && (text.trim() === "" || book.listed.has(job.id)) && isInView(job, { state, kind, text, sort }));
        return inView(known, { state, kind, text, sort });
    }, [book.jobs, book.removed, book.horizon, book.listed, state, kind, text, sort]);
    return { jobs, excerpts: book.excerpts, hasOlder: book.next !== undefined };
}
