import { useCallback, useEffect, useState } from "react";

const feedbackMilliseconds = 2000;

/** Copies text to the clipboard; `outcome` says for a moment how that went. */
export function useCopy(): { outcome: "copied" | "refused" | undefined; copy(text: string): void } {
    const [outcome, setOutcome] = useState<"copied" | "refused">();

    useEffect(() => {
        if (outcome === undefined) return undefined;
        const timer = setTimeout(() => setOutcome(undefined), feedbackMilliseconds);
        return () => clearTimeout(timer);
    }, [outcome]);

    const copy = useCallback((text: string) => {
        written(text).then((done) => setOutcome(done ? "copied" : "refused"));
    }, []);
    return { outcome, copy };
}

/** The clipboard API exists only where the page came over HTTPS or from this machine; the old way works elsewhere. */
async function written(text: string): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return writtenBySelection(text);
    }
}

function writtenBySelection(text: string): boolean {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
}
