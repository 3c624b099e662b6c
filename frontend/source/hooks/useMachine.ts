import { useCallback, useEffect, useState } from "react";
import { Api } from "../api/Api";
import type { FailuresDocument, QueueStateDocument } from "../api/documents";
import { Problem } from "../api/Problem";

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

    const look = useCallback((signal?: AbortSignal) => {
        Api.queue(signal).then((state) => {
            setProblem(undefined);
            setMoments((before) => [...before, state].slice(-mostMoments));
        }, (error: unknown) => signal?.aborted || setProblem(Problem.from(error)));
    }, []);
    useEffect(() => {
        const stopper = new AbortController();
        look(stopper.signal);
        // A service that is older than the page does not tell of them.
        const lookForFailures = () => void Api.failures(stopper.signal).then(setFailures, () => undefined);
        lookForFailures();
        const timer = setInterval(() => document.hidden || look(stopper.signal), everyMilliseconds);
        const slowTimer = setInterval(() => document.hidden || lookForFailures(), everyMillisecondsOfFailures);
        return () => {
            clearInterval(timer);
            clearInterval(slowTimer);
            stopper.abort();
        };
    }, [look]);
    const refresh = useCallback(() => look(), [look]);

    return { moments, failures, problem, refresh };
}
