import type { Language } from "../preferences/Preferences";

/** The language of the page: what a person chose, else the first of the browser's that the page speaks. */
export function languageOf(chosen: unknown, browser: readonly string[]): Language {
    const speaks = (tag: unknown): tag is Language => tag === "en" || tag === "de";
    return speaks(chosen) ? chosen : browser.map((tag) => tag.slice(0, 2)).find(speaks) ?? "en";
}
