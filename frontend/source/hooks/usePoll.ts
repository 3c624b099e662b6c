import { useCallback, useEffect, useRef } from "react";
import { Poller, PollerSurroundings } from "../jobs/Poller";

const surroundings: PollerSurroundings = {
    after(milliseconds, action) {
        const timer = setTimeout(action, milliseconds);
        return () => clearTimeout(timer);
    },
    isHidden: () => document.hidden,
};

/**
 * Polls `task` while `enabled`, from the start again whenever `key` changes.
 * @returns a function that polls at once
 */
export function usePoll(task: (signal: AbortSignal) => Promise<boolean>, enabled: boolean, key: string): () => void {
    const latest = useRef(task);
    latest.current = task;
    const poller = useRef<Poller>();

    useEffect(() => {
        if (!enabled) return undefined;
        const current = new Poller((signal) => latest.current(signal), surroundings);
        const onVisibility = () => document.hidden || current.now();
        poller.current = current;
        current.now();
        document.addEventListener("visibilitychange", onVisibility);
        window.addEventListener("online", onVisibility);
        return () => {
            current.stop();
            document.removeEventListener("visibilitychange", onVisibility);
            window.removeEventListener("online", onVisibility);
        };
    }, [enabled, key]);

    return useCallback(() => poller.current?.now(), []);
}
