import type { KindName } from "../api/documents";

/** How a kind of job looks on the page. */
export interface Kind {
    name: KindName;
    title: string;
    /** What happens to a dropped image, as the drop area says it. */
    invitation: string;
    takesImage: boolean;
}

/** Every kind, in the order of the picker; the first is chosen at the start. */
export const kinds: readonly [Kind, ...Kind[]] = [
    { name: "ocr", title: "Read text", invitation: "Drop images to read them", takesImage: true },
    { name: "ascii", title: "ASCII art", invitation: "Drop images to draw them in characters", takesImage: true },
    { name: "mirror", title: "Mirror", invitation: "Drop images to mirror them", takesImage: true },
    { name: "size", title: "Size", invitation: "Drop images to measure them", takesImage: true },
    { name: "sleep", title: "Sleep", invitation: "Keep a processor busy", takesImage: false },
];

/** The kind of this name; a kind that the page does not know yet is shown by its bare name. */
export function kindNamed(name: KindName): Kind {
    return kinds.find((kind) => kind.name === name) ?? { name, title: name, invitation: "", takesImage: true };
}
