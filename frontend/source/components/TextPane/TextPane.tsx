import { useEffect, useRef } from "react";
import type { FileDocument, JobDocument } from "../../api/documents";
import type { ReadText } from "../../hooks/useReadText";
import { useShortcuts } from "../../hooks/useShortcuts";
import { shortcuts } from "../../keyboard/shortcuts";
import type { PlacedWord } from "../../text/words";
import { texts } from "../../texts/texts";
import { CopyButton } from "../CopyButton/CopyButton";
import { DrawingPane } from "../DrawingPane/DrawingPane";
import type { WordLights } from "../ImageViewer/ImageViewer";
import { ProblemNote } from "../ProblemNote/ProblemNote";
import { WordText } from "../WordText/WordText";
import "./TextPane.css";

interface Properties {
    job: JobDocument;
    read: ReadText;
    words: WordLights;
    /** Whether the text is what somebody waits for: Enter copies it. */
    isFresh: boolean;
}

const none: readonly PlacedWord[] = [];

/** The text that a job left: as lines that wrap, or as a drawing that does not. */
export function TextPane({ job, read: { text, problem }, words, isFresh }: Properties) {
    const place = useRef<HTMLPreElement>(null);
    const copyAll = useRef<HTMLButtonElement>(null);
    const isReady = text !== undefined;
    useEffect(() => {
        if (isFresh && isReady) copyAll.current?.focus();
    }, [isFresh, isReady]);
    useShortcuts({ [shortcuts.copy]: () => copyAll.current?.click() });

    if (problem) return <ProblemNote detail={problem.detail} code={problem.code} />;
    if (text === undefined) return <div className="text-pane card" aria-busy="true" />;
    if (job.kind === "ascii") return <DrawingPane job={job} text={text} copyButton={copyAll} />;
    const selection = textOf(words, text);
    return (
        <section className="text-pane card" aria-label={texts.job.text}>
            <div className="text-pane-head">
                <p>{texts.counts.words(count(text))}</p>
                {selection !== "" && <CopyButton text={selection} look="secondary" title={texts.job.copySelection} testID="copy-selection" />}
                <CopyButton text={text} button={copyAll} />
            </div>
            {text.trim() === ""
                ? <p className="text-pane-empty">{texts.job.noText}</p>
                : <WordText text={text} words={words.layer?.words ?? none} page={words.page} onPage={words.onPage} lit={words.lit} selected={words.selected} onLight={words.onLight} place={place} />}
        </section>
    );
}

/** The selected words with what stands between neighbours; each run on lines of its own. */
function textOf({ layer, selected }: WordLights, text: string): string {
    const runs: [number, number][] = [];
    let last = -2;
    for (const index of [...selected].sort((a, b) => a - b)) {
        const range = layer?.words[index]?.range;
        const run = runs.at(-1);
        if (!range) continue;
        if (run && index === last + 1) run[1] = range[1];
        else runs.push([range[0], range[1]]);
        last = index;
    }
    return runs.map(([from, to]) => text.slice(from, to)).join("\n");
}

function count(text: string): number {
    return text.split(/\s+/).filter((word) => word !== "").length;
}

/** The file that holds a job's text. */
export function textFileOf(job: JobDocument): FileDocument | undefined {
    return job.files.find((file) => file.name === "text.txt");
}
