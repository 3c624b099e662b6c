import type { KindName } from "../api/documents";

/** How a kind of job looks on the page. */
export interface Kind {
    name: KindName;
    title: string;
    /** What happens to a dropped image, as the drop area says it. */
    invitation: string;
    takesImage: boolean;
    /** Of a kind without an image: what to expect of it. */
    hint?: string;
}

/** Every kind, in the order of the picker; the first is chosen at the start. */
export const kinds: readonly [Kind, ...Kind[]] = [
    { name: "ocr", title: "Read text", invitation: "Drop images to read them", takesImage: true },
    { name: "ascii", title: "ASCII art", invitation: "Drop images to draw them in characters", takesImage: true },
    { name: "mirror", title: "Mirror", invitation: "Drop images to mirror them", takesImage: true },
    { name: "size", title: "Size", invitation: "Drop images to measure them", takesImage: true },
    {
        name: "sleep", title: "Sleep", invitation: "Keep a processor busy", takesImage: false,
        hint: "No image needed: useful to try the queue out.",
    },
    {
        name: "photo", title: "Food photo", invitation: "Order a picture of food", takesImage: false,
        hint: "No image needed: one is brought to you, a little later.",
    },
];

/** The kind of this name; a kind that the page does not know yet is shown by its bare name. */
export function kindNamed(name: KindName): Kind {
    return kinds.find((kind) => kind.name === name) ?? { name, title: name, invitation: "", takesImage: true };
}
