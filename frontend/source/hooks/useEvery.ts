import { useEffect, useRef } from "react";

/** Does it now, and again after each such time while one looks. The signal ends what is under way once the view is gone. */
export function useEvery(milliseconds: number, act: (signal: AbortSignal) => void): void {
    const latest = useRef(act);
    latest.current = act;

    useEffect(() => {
        const stopper = new AbortController();
        latest.current(stopper.signal);
        const timer = setInterval(() => document.hidden || latest.current(stopper.signal), milliseconds);
        return () => {
            clearInterval(timer);
            stopper.abort();
        };
    }, [milliseconds]);
}
