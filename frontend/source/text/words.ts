/** A word of `words.json`, with where it stands on the page and in the text. */
export interface PlacedWord {
    text: string;
    /** From 0 to 100. */
    confidence: number;
    /** Left, top, width and height in pixels of the upright page. */
    box: readonly [number, number, number, number];
    page: number;
    /** Where it stands in the text: begin and end, in UTF-16 units. */
    range: readonly [number, number];
}

/** The page that words stand on, and by how many quarters the image has to be turned clockwise to look like it. */
export interface WordPage {
    width: number;
    height: number;
    quarters: number;
}

export interface WordLayer {
    pages: readonly WordPage[];
    words: readonly PlacedWord[];
}

/** Words that the engine was less sure of are marked. */
export const lowConfidence = 60;

/**
 * The words of a `words.json` that stand in `text`, in its order. What has another form, as a file that was changed, gives
 * fewer words or none: the text is shown all the same.
 */
export function wordLayer(document: unknown, text: string): WordLayer {
    const { pages: listed } = record(document);
    const pages = Array.isArray(listed) ? listed.map(record) : [];
    const layer = { pages: pages.map(pageOf), words: [] as PlacedWord[] };
    let from = 0;
    pages.forEach((page, number) => {
        for (const raw of Array.isArray(page.words) ? page.words.map(record) : []) {
            const word = placed(raw, number, text, from);
            if (!word) continue;
            layer.words.push(word);
            from = word.range[1];
        }
    });
    return layer;
}

/** The text cut where words begin and end: pieces with a `word` are words, the others stand between them. */
export function cutText(text: string, words: readonly PlacedWord[]): { text: string; word?: number }[] {
    const pieces: { text: string; word?: number }[] = [];
    let at = 0;
    words.forEach(({ range }, word) => {
        if (range[0] > at) pieces.push({ text: text.slice(at, range[0]) });
        pieces.push({ text: text.slice(range[0], range[1]), word });
        at = range[1];
    });
    if (at < text.length) pieces.push({ text: text.slice(at) });
    return pieces;
}

/** The words of `page` that an area of it touches. */
export function wordsIn(area: readonly [number, number, number, number], page: number, words: readonly PlacedWord[]): number[] {
    const [left, top, width, height] = area;
    return words.flatMap((word, index) => {
        const [x, y, w, h] = word.box;
        const touches = word.page === page && x < left + width && x + w > left && y < top + height && y + h > top;
        return touches ? [index] : [];
    });
}

function placed(raw: Record<string, unknown>, page: number, text: string, from: number): PlacedWord | undefined {
    const { text: word, confidence, box, noise } = raw;
    if (typeof word !== "string" || word === "" || noise === true || !Array.isArray(box) || box.length !== 4) return undefined;
    if (!box.every((value): value is number => typeof value === "number")) return undefined;
    const begin = beginOf(word, text, from);
    if (begin === undefined) return undefined;
    const [x = 0, y = 0, w = 0, h = 0] = box;
    return {
        text: word, confidence: typeof confidence === "number" ? confidence : 100, box: [x, y, w, h], page,
        range: [begin, begin + word.length],
    };
}

/** Where the word next stands by itself; one far ahead is another one of the same letters. */
function beginOf(word: string, text: string, from: number): number | undefined {
    const end = from + 2000;
    for (let begin = text.indexOf(word, from); begin >= 0 && begin < end; begin = text.indexOf(word, begin + 1)) {
        if (begin === 0 || /\s/.test(text.charAt(begin - 1))) return begin;
    }
    return undefined;
}

function pageOf(page: Record<string, unknown>): WordPage {
    const steps = Array.isArray(page.preparation) ? page.preparation.map(record) : [];
    const turn = steps.find((step) => step.step === "turn");
    const degrees = Number(String(turn?.reason ?? "").match(/(90|180|270) degrees/)?.[1] ?? 0);
    return { width: Number(page.width) || 0, height: Number(page.height) || 0, quarters: degrees / 90 };
}

function record(value: unknown): Record<string, unknown> {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
