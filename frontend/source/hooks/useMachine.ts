import { useEffect, useState } from "react";
import { Api } from "../api/Api";
import type { JobDocument, QueueOverviewDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { Moment, momentOf } from "../machine/momentOf";

const everyMilliseconds = 2_000;
/** Five minutes. */
const mostMoments = 150;

/** How the machine does, over the time that one looks. */
export interface Machine {
    moments: readonly Moment[];
    overview: QueueOverviewDocument | undefined;
    failures: readonly [string, number][];
    problem: Problem | undefined;
}

export function useMachine(): Machine {
    const [moments, setMoments] = useState<readonly Moment[]>([]);
    const [overview, setOverview] = useState<QueueOverviewDocument>();
    const [failures, setFailures] = useState<readonly [string, number][]>([]);
    const [problem, setProblem] = useState<Problem>();

    useEffect(() => {
        const stopper = new AbortController();
        const { signal } = stopper;
        const look = () => {
            if (document.hidden) return;
            Api.metrics(signal).then((text) => {
                setProblem(undefined);
                setMoments((before) => [...before, momentOf(text, Date.now())].slice(-mostMoments));
            }, (error: unknown) => signal.aborted || setProblem(Problem.from(error)));
            Api.queue(signal).then(setOverview, () => undefined); // A service that does not say it shows less.
        };
        look();
        Api.jobs({ states: ["failed"] }, undefined, 200, signal).then(({ jobs }) => setFailures(byCode(jobs)), () => undefined);
        const timer = setInterval(look, everyMilliseconds);
        return () => {
            clearInterval(timer);
            stopper.abort();
        };
    }, []);

    return { moments, overview, failures, problem };
}

function byCode(jobs: readonly JobDocument[]): [string, number][] {
    const counts = new Map<string, number>();
    for (const { problem } of jobs) if (problem) counts.set(problem.code, (counts.get(problem.code) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
}
