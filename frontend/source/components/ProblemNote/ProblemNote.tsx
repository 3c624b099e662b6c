import "./ProblemNote.css";

interface Properties {
    detail: string;
    code: string;
    /** What a person can do about it. */
    advice?: string | undefined;
}

/** What went wrong: a sentence for people, what to do, and the code that the log has too. */
export function ProblemNote({ detail, code, advice }: Properties) {
    return (
        <div className="problem-note" role="alert" data-testid="problem">
            <p>{detail}</p>
            {advice !== undefined && <p className="problem-advice" data-testid="advice">{advice}</p>}
            <code data-testid="problem-code">{code}</code>
        </div>
    );
}
