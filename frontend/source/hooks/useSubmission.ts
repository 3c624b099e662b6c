import { useCallback, useState } from "react";
import { Api } from "../api/Api";
import type { JobDocument } from "../api/documents";
import type { JobRequest } from "../api/JobRequest";
import { Problem } from "../api/Problem";

/** Submits jobs without an image, one after the other. */
export interface Submission {
    isUnderWay: boolean;
    problem: Problem | undefined;
    submit(request: JobRequest): void;
}

/** `onAccepted` receives each job. */
export function useSubmission(onAccepted: (job: JobDocument) => void): Submission {
    const [isUnderWay, setUnderWay] = useState(false);
    const [problem, setProblem] = useState<Problem>();

    const submit = useCallback((request: JobRequest) => {
        setUnderWay(true);
        setProblem(undefined);
        Api.submit(request)
            .then(onAccepted, (error: unknown) => setProblem(Problem.from(error)))
            .finally(() => setUnderWay(false));
    }, [onAccepted]);

    return { isUnderWay, problem, submit };
}
