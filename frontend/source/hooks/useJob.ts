import { useState } from "react";
import { Api } from "../api/Api";
import type { JobDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { isUnfinished } from "../jobs/states";
import { usePoll } from "./usePoll";

/** What is known of one job. */
export interface KnownJob {
    job?: JobDocument;
    problem?: Problem;
    pollNow(): void;
}

/** One job, kept fresh. `listed` is shown until the service has told more. */
export function useJob(id: string, listed: JobDocument | undefined): KnownJob {
    const [job, setJob] = useState<JobDocument>();
    const [problem, setProblem] = useState<Problem>();

    const pollNow = usePoll(async (signal) => {
        try {
            const fresh = await Api.job(id, signal);
            setJob(fresh);
            setProblem(undefined);
            return isUnfinished(fresh);
        } catch (error) {
            if (!signal.aborted) setProblem(Problem.from(error));
            throw error;
        }
    }, true, id);

    const shown = job?.id === id ? job : listed;
    return { pollNow, ...(shown && { job: shown }), ...(problem && { problem }) };
}
