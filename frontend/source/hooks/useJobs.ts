import { useCallback, useRef, useState } from "react";
import { Api } from "../api/Api";
import type { JobDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { AcceptedJob, mergeJobs, withAccepted } from "../jobs/mergeJobs";
import { isUnfinished } from "../jobs/states";
import { usePoll } from "./usePoll";

/** This browser's jobs, kept fresh. */
export interface Jobs {
    /** Newest first; undefined until the first answer. */
    jobs: JobDocument[] | undefined;
    /** Why the list may be stale. */
    problem: Problem | undefined;
    hasOlder: boolean;
    showOlder(): void;
    /** Puts a job on top that the service has just accepted. */
    accept(job: JobDocument): void;
    pollNow(): void;
}

/** Lists the jobs while `enabled`; what was learned stays while it is not. */
export function useJobs(enabled: boolean): Jobs {
    const [jobs, setJobs] = useState<JobDocument[]>();
    const [problem, setProblem] = useState<Problem>();
    const [hasOlder, setHasOlder] = useState(false);
    const accepted = useRef<AcceptedJob[]>([]);
    const pages = useRef(1);

    const pollNow = usePoll(async (signal) => {
        const askedAt = performance.now();
        try {
            const fresh = await listed(pages.current, signal);
            const merged = mergeJobs(fresh.jobs, askedAt, accepted.current);
            accepted.current = merged.accepted;
            const all = withAccepted(merged.listed, merged.accepted);
            setJobs(all);
            setHasOlder(fresh.hasOlder);
            setProblem(undefined);
            return all.some(isUnfinished);
        } catch (error) {
            if (!signal.aborted) setProblem(Problem.from(error));
            throw error;
        }
    }, enabled, "jobs");

    const accept = useCallback((job: JobDocument) => {
        accepted.current = [...accepted.current, { job, acceptedAt: performance.now() }];
        setJobs((known = []) => withAccepted(known, accepted.current));
        pollNow();
    }, [pollNow]);

    const showOlder = useCallback(() => {
        pages.current += 1;
        pollNow();
    }, [pollNow]);

    return { jobs, problem, hasOlder, showOlder, accept, pollNow };
}

async function listed(pages: number, signal: AbortSignal): Promise<{ jobs: JobDocument[]; hasOlder: boolean }> {
    const jobs = new Map<string, JobDocument>();
    let cursor: string | undefined;
    for (let page = 0; page < pages; page += 1) {
        const answer = await Api.jobs(cursor, signal);
        for (const job of answer.jobs) jobs.set(job.id, job);
        cursor = answer.next;
        if (cursor === undefined) break;
    }
    return { jobs: [...jobs.values()], hasOlder: cursor !== undefined };
}
