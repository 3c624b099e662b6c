import { memo, useEffect, useRef } from "react";
import { lowConfidence, PlacedWord, WordPage } from "../../text/words";
import type { WordLights } from "./ImageViewer";

/** The boxes of the words over the image; on a sheet also the words. */
export function WordBoxes({ page, words, isSheet }: { page: WordPage; words: WordLights; isSheet: boolean }) {
    const drawing = useRef<SVGSVGElement>(null);
    const { layer, lit, selected, onLight } = words;
    useMarked(drawing, "lit", lit === undefined ? [] : [lit]);
    useMarked(drawing, "selected", [...selected]);
    const wordAt = (target: EventTarget) => {
        const index = target instanceof SVGElement ? target.dataset.box : undefined;
        return index === undefined ? undefined : Number(index);
    };
    return (
        <svg ref={drawing} className="word-boxes" viewBox={`0 0 ${page.width} ${page.height}`} aria-hidden="true" data-testid="word-boxes"
            onPointerOver={(event) => onLight(wordAt(event.target))} onPointerLeave={() => onLight(undefined)}>
            <Boxes words={layer?.words ?? []} shown={words.page} isSheet={isSheet} />
        </svg>
    );
}

const Boxes = memo(function Boxes({ words, shown, isSheet }: { words: readonly PlacedWord[]; shown: number; isSheet: boolean }) {
    const here = words.flatMap((word, index) => (word.page === shown ? [{ ...word, index }] : []));
    return (
        <>
            {isSheet && here.map(({ box: [x, y, width, height], text, index }) => (
                <text key={index} x={x} y={y + height * 0.82} fontSize={height} textLength={width} lengthAdjust="spacingAndGlyphs">{text}</text>
            ))}
            {here.map(({ box: [x, y, width, height], confidence, index }) => (
                <rect key={index} data-box={index} x={x} y={y} width={width} height={height} rx={3} className={confidence < lowConfidence ? "unsure" : undefined} />
            ))}
        </>
    );
});

/** Marks boxes without drawing all of them anew: there are thousands. */
function useMarked(drawing: { current: SVGSVGElement | null }, mark: string, indices: readonly number[]): void {
    useEffect(() => {
        const boxes = indices.flatMap((index) => drawing.current?.querySelector(`[data-box="${index}"]`) ?? []);
        for (const box of boxes) box.classList.add(mark);
        return () => {
            for (const box of boxes) box.classList.remove(mark);
        };
    });
}
