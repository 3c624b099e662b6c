import type { OptionValue } from "../api/JobRequest";
import type { KindName } from "../api/documents";
import { texts } from "../texts/texts";

/** An option of a kind, as the page asks for it. `name` is that of the API. */
export type KindOption =
    | { name: string; type: "number"; initial: number; minimum: number; maximum: number }
    /** The first choice, an empty word, leaves the option to the service. */
    | { name: string; type: "choice"; choices: readonly string[] }
    | { name: string; type: "switch" }
    /** Something short that fits the pattern; nothing leaves the option to the service. */
    | { name: string; type: "word"; pattern: string }
    | { name: string; type: "text"; maximum: number };

/** A kind of job on the page. */
export interface Kind {
    name: KindName;
    takesImage: boolean;
    /** Whether it takes an image and does without one too. */
    worksWithout?: boolean;
    options: readonly KindOption[];
}

/** Every kind, in the order of the picker; the first is chosen at the start. */
export const kinds: readonly [Kind, ...Kind[]] = [
    {
        name: "ocr", takesImage: true, options: [
            { name: "segmentation", type: "choice", choices: ["", "page", "column", "block", "line", "word", "sparse"] },
            { name: "language", type: "word", pattern: "[A-Za-z][A-Za-z0-9_]*(\\+[A-Za-z][A-Za-z0-9_]*)*" },
            { name: "prepare", type: "choice", choices: ["", "none"] },
            { name: "forms", type: "choice", choices: ["", "pdf"] },
        ],
    },
    {
        name: "ascii", takesImage: true, options: [
            { name: "width", type: "number", initial: 100, minimum: 1, maximum: 1000 },
            { name: "style", type: "choice", choices: ["", "braille", "ansi256", "truecolour"] },
            { name: "invert", type: "switch" },
        ],
    },
    { name: "mirror", takesImage: true, options: [{ name: "flip", type: "choice", choices: ["", "pixels"] }] },
    { name: "size", takesImage: true, options: [] },
    { name: "text", takesImage: true, worksWithout: true, options: [{ name: "text", type: "text", maximum: 100_000 }] },
    { name: "sleep", takesImage: false, options: [{ name: "duration", type: "number", initial: 5, minimum: 0, maximum: 3600 }] },
    { name: "photo", takesImage: false, options: [{ name: "delay", type: "number", initial: 0, minimum: 0, maximum: 300 }] },
];

export const kindNames: readonly KindName[] = kinds.map((kind) => kind.name);

/** The kind of this name; one that the page does not know yet has no options. */
export function kindNamed(name: KindName): Kind {
    return kinds.find((kind) => kind.name === name) ?? { name, takesImage: true, options: [] };
}

/** What the kind is called; one that the page does not know yet, by its bare name. */
export function kindTitle(name: KindName): string {
    return texts.kinds[name]?.title ?? name;
}

/** What is chosen of an option: what was, else what it starts with. */
export function chosen(option: KindOption, options: Readonly<Record<string, OptionValue>>): OptionValue {
    const value = options[option.name];
    switch (option.type) {
        case "number": return typeof value === "number" ? value : option.initial;
        case "choice": return option.choices.includes(String(value)) ? String(value) : "";
        case "switch": return value === true;
        case "word": return typeof value === "string" && new RegExp(`^(${option.pattern})$`).test(value) ? value : "";
        case "text": return typeof value === "string" ? value : "";
    }
}
