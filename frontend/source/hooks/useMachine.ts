import { useCallback, useEffect, useState } from "react";
import { Api } from "../api/Api";
import type { JobDocument, QueueStateDocument } from "../api/documents";
import { Problem } from "../api/Problem";

const everyMilliseconds = 2_000;
/** Five minutes. */
const mostMoments = 150;

/** How the machine does, over the time that one looks. */
export interface Machine {
    /** One for each time that was asked, the newest last. */
    moments: readonly QueueStateDocument[];
    failures: readonly [string, number][];
    problem: Problem | undefined;
    refresh(): void;
}

export function useMachine(): Machine {
    const [moments, setMoments] = useState<readonly QueueStateDocument[]>([]);
    const [failures, setFailures] = useState<readonly [string, number][]>([]);
    const [problem, setProblem] = useState<Problem>();

    const look = useCallback((signal?: AbortSignal) => {
        Api.queue(signal).then((state) => {
            setProblem(undefined);
            setMoments((before) => [...before, state].slice(-mostMoments));
        }, (error: unknown) => signal?.aborted || setProblem(Problem.from(error)));
    }, []);
    useEffect(() => {
        const stopper = new AbortController();
        look(stopper.signal);
        Api.jobs({ states: ["failed"] }, undefined, 200, stopper.signal).then(({ jobs }) => setFailures(byCode(jobs)), () => undefined);
        const timer = setInterval(() => document.hidden || look(stopper.signal), everyMilliseconds);
        return () => {
            clearInterval(timer);
            stopper.abort();
        };
    }, [look]);
    const refresh = useCallback(() => look(), [look]);

    return { moments, failures, problem, refresh };
}

function byCode(jobs: readonly JobDocument[]): [string, number][] {
    const counts = new Map<string, number>();
    for (const { problem } of jobs) if (problem) counts.set(problem.code, (counts.get(problem.code) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
}
