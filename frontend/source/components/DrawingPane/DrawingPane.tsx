import { CSSProperties, RefObject, useMemo } from "react";
import type { JobDocument } from "../../api/documents";
import { useResultText } from "../../hooks/useResultText";
import { ansiRuns, withoutColours } from "../../text/ansi";
import { texts } from "../../texts/texts";
import { CopyButton } from "../CopyButton/CopyButton";
import "./DrawingPane.css";

/** More runs of colour are not drawn: the plain drawing is shown. */
const mostRuns = 40_000;

interface Properties {
    job: JobDocument;
    text: string;
    copyButton: RefObject<HTMLButtonElement>;
}

/** An image drawn in characters, as wide as there is room, in colour where the job left one. */
export function DrawingPane({ job, text, copyButton }: Properties) {
    const file = (name: string) => job.files.find((one) => one.name === name);
    const [coloured, braille] = [file("text.ansi"), file("braille.txt")];
    const { text: styled } = useResultText((coloured ?? braille)?.url);
    const colours = coloured && styled;
    const runs = useMemo(() => ansiRuns(colours ?? ""), [colours]);
    const plain = useMemo(() => withoutColours(styled ?? text), [styled, text]);
    const lines = plain.trimEnd().split("\n");
    const columns = lines.reduce((most, line) => Math.max(most, [...line].length), 1);
    return (
        <section className="text-pane card" aria-label={texts.job.drawing}>
            <div className="text-pane-head">
                <p>{texts.counts.characters(columns, lines.length)}</p>
                <CopyButton text={plain} button={copyButton} />
            </div>
            <div className={colours === undefined ? "drawing" : "drawing coloured"} style={{ "--columns": columns } as CSSProperties}>
                <pre tabIndex={0} data-testid="text" role="img" aria-label={texts.job.drawing}>
                    {runs.length > mostRuns || runs.length < 2
                        ? plain
                        : runs.map(({ text: piece, ink, ground }, index) => (
                            <span key={index} style={{ color: ink, backgroundColor: ground }}>{piece}</span>
                        ))}
                </pre>
            </div>
        </section>
    );
}
