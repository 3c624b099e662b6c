import type { CSSProperties } from "react";
import type { FileDocument, JobDocument } from "../../api/documents";
import { useResultText } from "../../hooks/useResultText";
import { countText } from "../../jobs/units";
import { CopyButton } from "../CopyButton/CopyButton";
import { ProblemNote } from "../ProblemNote/ProblemNote";
import "./TextPane.css";

/** The text that a job left: as lines that wrap, or as a drawing that does not. */
export function TextPane({ job, file }: { job: JobDocument; file: FileDocument }) {
    const { text, problem } = useResultText(file.url);
    if (problem) return <ProblemNote detail={problem.detail} code={problem.code} />;
    if (text === undefined) return <div className="text-pane card" aria-busy="true" />;
    const isDrawing = job.kind === "ascii";
    return (
        <section className="text-pane card" aria-label="Text">
            <div className="text-pane-head">
                <p>{isDrawing ? drawingSize(text) : countText(words(text), "word")}</p>
                <CopyButton text={text} />
            </div>
            {text.trim() === ""
                ? <p className="text-pane-empty">No text was found in this image.</p>
                : <div className={isDrawing ? "text-pane-drawing" : undefined}
                    style={{ "--columns": columns(text) } as CSSProperties}>
                    <pre tabIndex={0} data-testid="text">{text}</pre>
                </div>}
        </section>
    );
}

function words(text: string): number {
    return text.split(/\s+/).filter((word) => word !== "").length;
}

function columns(text: string): number {
    return text.split("\n").reduce((most, line) => Math.max(most, line.length), 1);
}

function drawingSize(text: string): string {
    return `${columns(text)} × ${text.trimEnd().split("\n").length} characters`;
}
