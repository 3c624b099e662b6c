import { memo, useEffect, useRef } from "react";
import { lowConfidence, PlacedWord, WordPage } from "../../text/words";
import type { WordLights } from "./ImageViewer";

/** The boxes of the words over the image. */
export function WordBoxes({ page, words }: { page: WordPage; words: WordLights }) {
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
            <Boxes words={layer?.words ?? []} />
        </svg>
    );
}

const Boxes = memo(function Boxes({ words }: { words: readonly PlacedWord[] }) {
    return (
        <>
            {words.map(({ box: [x, y, width, height], confidence, page }, index) => (page === 0
                ? <rect key={index} data-box={index} x={x} y={y} width={width} height={height} rx={3} className={confidence < lowConfidence ? "unsure" : undefined} />
                : null))}
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
