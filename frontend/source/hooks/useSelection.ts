import { useCallback, useMemo, useRef, useState } from "react";
import type { JobDocument } from "../api/documents";

/** Which of the shown jobs are selected. */
export interface Selection {
    ids: ReadonlySet<string>;
    jobs: readonly JobDocument[];
    /** `isRange` goes on from the one that was selected before. */
    select(id: string, isSelected: boolean, isRange: boolean): void;
    selectAll(jobs: readonly JobDocument[], isSelected: boolean): void;
    clear(): void;
}

export function useSelection(shown: readonly JobDocument[]): Selection {
    const [ids, setIDs] = useState<ReadonlySet<string>>(new Set());
    const last = useRef<string>();
    const latest = useRef(shown);
    latest.current = shown;

    const mark = useCallback((some: readonly JobDocument[], isSelected: boolean) => setIDs((before) => {
        const after = new Set(before);
        for (const { id } of some) {
            if (isSelected) after.add(id);
            else after.delete(id);
        }
        return after;
    }), []);
    const select = useCallback((id: string, isSelected: boolean, isRange: boolean) => {
        const places = [last.current, id].map((one) => latest.current.findIndex((job) => job.id === one));
        const [from = -1, to = -1] = places;
        const range = isRange && from >= 0 ? latest.current.slice(Math.min(from, to), Math.max(from, to) + 1) : latest.current.slice(to, to + 1);
        last.current = id;
        mark(range, isSelected);
    }, [mark]);
    const clear = useCallback(() => setIDs(new Set()), []);
    const jobs = useMemo(() => (ids.size === 0 ? [] : shown.filter((job) => ids.has(job.id))), [shown, ids]);
    return { ids, jobs, select, selectAll: mark, clear };
}
