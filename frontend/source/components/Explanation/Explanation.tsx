import { useEffect, useState } from "react";
import { Api } from "../../api/Api";
import type { ExplainDocument } from "../../api/documents";
import { clockText, durationText, percentText } from "../../jobs/units";
import { texts } from "../../texts/texts";
import "./Explanation.css";

const everyMilliseconds = 5_000;

/** Why a job waits, and until when. A service that does not say shows nothing. */
export function Explanation({ id }: { id: string }) {
    const [explanation, setExplanation] = useState<ExplainDocument>();
    useEffect(() => {
        const stopper = new AbortController();
        const ask = () => document.hidden || void Api.explain(id, stopper.signal).then(setExplanation, () => undefined);
        ask();
        const timer = setInterval(ask, everyMilliseconds);
        return () => {
            clearInterval(timer);
            stopper.abort();
        };
    }, [id]);
    const sentences = explanation ? sentencesOf(explanation) : [];
    if (sentences.length === 0) return null;
    return (
        <details className="explanation" data-testid="explanation" open>
            <summary>{texts.explain.title}</summary>
            <ul>{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
        </details>
    );
}

function sentencesOf(document: ExplainDocument): string[] {
    const { position, own_position, share, work_ahead_seconds: ahead, predicted_start, predicted_start_p90, predicted_end, changes } = document;
    return [
        position !== undefined && texts.explain.position(position, own_position),
        ahead !== undefined && texts.explain.ahead(durationText(ahead * 1000)),
        share !== undefined && texts.explain.share(percentText(share)),
        predicted_start !== undefined && texts.explain.start(clockText(predicted_start), predicted_start_p90 && clockText(predicted_start_p90)),
        predicted_end !== undefined && texts.explain.end(clockText(predicted_end)),
        ...(changes ?? []),
    ].filter((sentence): sentence is string => typeof sentence === "string");
}
