import "./ProblemNote.css";

/** What went wrong: a sentence for people, and the code that the log has too. */
export function ProblemNote({ detail, code }: { detail: string; code: string }) {
    return (
        <div className="problem-note" role="alert" data-testid="problem">
            <p>{detail}</p>
            <code data-testid="problem-code">{code}</code>
        </div>
    );
}
