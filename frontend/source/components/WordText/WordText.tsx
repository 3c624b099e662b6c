import { memo, RefObject, useEffect, useRef } from "react";
import { percentText } from "../../jobs/units";
import { cutText, lowConfidence, PlacedWord } from "../../text/words";
import { texts } from "../../texts/texts";
import "./WordText.css";

interface Properties {
    text: string;
    words: readonly PlacedWord[];
    /** The page that is looked at: the text goes to where it begins, and a click on a word of another one leads there. */
    page: number;
    onPage(page: number): void;
    lit: number | undefined;
    selected: ReadonlySet<number>;
    onLight(word: number | undefined): void;
    place: RefObject<HTMLPreElement>;
}

/** The text as it was read, each word known by its number. */
export function WordText({ text, words, page, onPage, lit, selected, onLight, place }: Properties) {
    useMark(place, "lit", lit === undefined ? [] : [lit]);
    useMark(place, "selected", [...selected]);
    useEffect(() => {
        const [first] = [...selected];
        if (first !== undefined) wordElement(place, first)?.scrollIntoView({ block: "nearest" });
    }, [selected, place]);
    const clicked = useRef(0);
    useEffect(() => {
        if (page === clicked.current) return;
        clicked.current = page;
        wordElement(place, words.findIndex((word) => word.page === page))?.scrollIntoView({ block: "start" });
    }, [page, words, place]);
    const turnTo = (target: EventTarget) => {
        clicked.current = words[wordAt(target) ?? -1]?.page ?? page;
        onPage(clicked.current);
    };
    const wordAt = (target: EventTarget) => {
        const index = target instanceof HTMLElement ? target.dataset.word : undefined;
        return index === undefined ? undefined : Number(index);
    };
    return (
        <pre ref={place} tabIndex={0} className="word-text" data-testid="text" role="textbox" aria-readonly="true" aria-multiline="true" aria-label={texts.job.text}
            onPointerOver={(event) => onLight(wordAt(event.target))} onPointerLeave={() => onLight(undefined)} onClick={(event) => turnTo(event.target)}>
            <Pieces text={text} words={words} />
        </pre>
    );
}

const Pieces = memo(function Pieces({ text, words }: { text: string; words: readonly PlacedWord[] }) {
    return (
        <>
            {cutText(text, words).map((piece, index) => {
                if (piece.word === undefined) return piece.text;
                const confidence = words[piece.word]?.confidence ?? 100;
                const isUnsure = confidence < lowConfidence;
                return (
                    <span key={index} data-word={piece.word} className={isUnsure ? "unsure" : undefined}
                        title={isUnsure ? texts.job.unsure(percentText(confidence / 100)) : undefined}>{piece.text}</span>
                );
            })}
        </>
    );
});

function wordElement(place: RefObject<HTMLElement>, index: number): Element | undefined {
    return place.current?.querySelector(`[data-word="${index}"]`) ?? undefined;
}

/** Marks words without drawing the whole text anew. */
function useMark(place: RefObject<HTMLElement>, mark: string, indices: readonly number[]): void {
    useEffect(() => {
        const words = indices.flatMap((index) => wordElement(place, index) ?? []);
        for (const word of words) word.classList.add(mark);
        return () => {
            for (const word of words) word.classList.remove(mark);
        };
    });
}
