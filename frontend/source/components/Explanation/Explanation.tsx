import { useState } from "react";
import { Api } from "../../api/Api";
import type { ExplainDocument } from "../../api/documents";
import { useEvery } from "../../hooks/useEvery";
import { explanationSentences } from "../../jobs/explanationSentences";
import { texts } from "../../texts/texts";
import "./Explanation.css";

const everyMilliseconds = 5_000;

/** Why a job waits, and until when. A service that does not say shows nothing. */
export function Explanation({ id }: { id: string }) {
    const [explanation, setExplanation] = useState<ExplainDocument>();
    useEvery(everyMilliseconds, (signal) => void Api.explain(id, signal).then(setExplanation, () => undefined));
    const sentences = explanation ? explanationSentences(explanation) : [];
    if (sentences.length === 0) return null;
    return (
        <details className="explanation" data-testid="explanation" open>
            <summary>{texts.explain.title}</summary>
            <ul>{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
        </details>
    );
}
