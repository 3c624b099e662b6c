import { useCallback, useState } from "react";
import { Api } from "../api/Api";
import type { JobDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { Wish, wishesFor } from "../jobs/wishes";
import { usePage } from "./usePage";

/** Does to jobs what is wanted of them; a deletion can be taken back for a while. */
export interface Actions {
    isUnderWay: boolean;
    problem: Problem | undefined;
    /** Those jobs for which the wish makes no sense are passed over. */
    fulfil(jobs: readonly JobDocument[], wish: Wish): void;
}

/** Requests under way at once. */
const atOnce = 4;

export function useActions(onDone: (wish: Wish) => void): Actions {
    const { feed, removals } = usePage();
    const [isUnderWay, setUnderWay] = useState(false);
    const [problem, setProblem] = useState<Problem>();

    const fulfil = useCallback((jobs: readonly JobDocument[], wish: Wish) => {
        const ids = jobs.filter((job) => wishesFor(job).includes(wish)).map((job) => job.id);
        setProblem(undefined);
        if (wish === "remove") {
            removals.remove(ids);
            onDone(wish);
            return;
        }
        setUnderWay(true);
        inLots(ids, (id) => Api[wish](id))
            .then(() => onDone(wish), (error: unknown) => setProblem(Problem.from(error)))
            .finally(() => {
                setUnderWay(false);
                feed.refresh();
            });
    }, [feed, removals, onDone]);

    return { isUnderWay, problem, fulfil };
}

/** Each of them is tried; the first failure is thrown at the end. */
async function inLots(ids: readonly string[], act: (id: string) => Promise<void>): Promise<void> {
    const failures: unknown[] = [];
    const queue = [...ids];
    const work = async () => {
        for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
            await act(id).catch((error: unknown) => failures.push(error));
        }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if (failures.length > 0) throw failures[0];
}
