import { useEffect, useState } from "react";

/** The clock of `performance.now()`, read again each second while `runs`. */
export function useNow(runs: boolean): number {
    const [now, setNow] = useState(() => performance.now());

    useEffect(() => {
        if (!runs) return undefined;
        const timer = setInterval(() => document.hidden || setNow(performance.now()), 1000);
        return () => clearInterval(timer);
    }, [runs]);

    return now;
}
