import { useEffect, useState } from "react";
import { Api } from "../api/Api";
import { Problem } from "../api/Problem";

/** The content of a job's text file; neither member is set while it is on its way, or where there is no address. */
export function useResultText(url: string | undefined): { text?: string; problem?: Problem } {
    const [answer, setAnswer] = useState<{ text?: string; problem?: Problem }>({});

    useEffect(() => {
        const stopper = new AbortController();
        setAnswer({});
        if (url === undefined) return undefined;
        Api.text(url, stopper.signal).then(
            (text) => stopper.signal.aborted || setAnswer({ text }),
            (error: unknown) => stopper.signal.aborted || setAnswer({ problem: Problem.from(error) }),
        );
        return () => stopper.abort();
    }, [url]);

    return answer;
}
