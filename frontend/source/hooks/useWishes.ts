import { useCallback, useState } from "react";
import { Api } from "../api/Api";
import { Problem } from "../api/Problem";
import type { Wish } from "../jobs/wishes";

/** Does to a job what is wanted of it, one wish at a time. */
export interface Wishes {
    isUnderWay: boolean;
    problem: Problem | undefined;
    fulfil(id: string, wish: Wish): void;
}

/** `onDone` learns what has been done; after a refusal too the job may be another than shown. */
export function useWishes(onDone: (wish: Wish | undefined) => void): Wishes {
    const [isUnderWay, setUnderWay] = useState(false);
    const [problem, setProblem] = useState<Problem>();

    const fulfil = useCallback((id: string, wish: Wish) => {
        setUnderWay(true);
        setProblem(undefined);
        Api[wish](id)
            .then(() => onDone(wish), (error: unknown) => {
                setProblem(Problem.from(error));
                onDone(undefined);
            })
            .finally(() => setUnderWay(false));
    }, [onDone]);

    return { isUnderWay, problem, fulfil };
}
