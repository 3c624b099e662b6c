import { useRef, useState } from "react";
import { Api } from "../api/Api";
import type { FailuresDocument, QueueStateDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { useEvery } from "./useEvery";

const everyMilliseconds = 2_000;
const everyMillisecondsOfFailures = 30_000;
/** Five minutes. */
const mostMoments = 150;

/** How the machine does, over the time that one looks. */
export interface Machine {
    /** One for each time that was asked, the newest last. */
    moments: readonly QueueStateDocument[];
    /** Of all users; undefined where the service does not tell of them. */
    failures: FailuresDocument | undefined;
    problem: Problem | undefined;
    refresh(): void;
}

export function useMachine(): Machine {
    const [moments, setMoments] = useState<readonly QueueStateDocument[]>([]);
    const [failures, setFailures] = useState<FailuresDocument>();
    const [problem, setProblem] = useState<Problem>();
    const failuresDue = useRef(0);

    const look = async (signal?: AbortSignal) => {
        try {
            const state = await Api.queue(signal);
            setMoments((before) => [...before, state].slice(-mostMoments));
            if (performance.now() >= failuresDue.current) {
                setFailures(await Api.failures(signal).catch(notTold));
                failuresDue.current = performance.now() + everyMillisecondsOfFailures;
            }
            setProblem(undefined);
        } catch (error) {
            if (!signal?.aborted) setProblem(Problem.from(error));
        }
    };
    useEvery(everyMilliseconds, (signal) => void look(signal));
    return { moments, failures, problem, refresh: () => void look() };
}

/** A service that is older than the page does not tell of failures, and none tells those who may not know. */
function notTold(error: unknown): undefined {
    const { status } = Problem.from(error);
    if (status !== 404 && status !== 403) throw error;
    return undefined;
}
