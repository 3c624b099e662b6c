import { useEffect, useState } from "react";
import { Api } from "../api/Api";
import type { JobDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { Poller } from "../jobs/Poller";
import { isUnfinished } from "../jobs/states";
import { usePage } from "./usePage";
import { useStore } from "./useStore";

/** One job, kept fresh: by events, and by asking for it where there are none and whenever its state changes. */
export function useJob(id: string): { job?: JobDocument; problem?: Problem; refresh(): void } {
    const { feed } = usePage();
    const known = useStore(feed.book).jobs.get(id)?.job;
    const [problem, setProblem] = useState<Problem>();
    const [poller, setPoller] = useState<Poller>();

    useEffect(() => {
        const current = new Poller(async (signal) => {
            const askedAt = feed.now;
            try {
                const job = await Api.job(id, signal);
                feed.learn(job, askedAt);
                setProblem(undefined);
                return isUnfinished(job);
            } catch (error) {
                if (!signal.aborted) setProblem(Problem.from(error));
                throw error;
            }
        }, feed.poll, () => feed.status.value.state === "live");
        setPoller(current);
        return () => current.stop();
    }, [feed, id]);
    useEffect(() => poller?.now(), [poller, known?.state, known?.attempts]);

    return { refresh: () => poller?.now(), ...(known && { job: known }), ...(problem && { problem }) };
}
