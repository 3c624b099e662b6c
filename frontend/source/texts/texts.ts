import type { Language } from "../preferences/Preferences";
import { english } from "./english";

/** Every sentence and word of the page. What takes something to be put in is a function. */
export type Texts = typeof english;

/** The texts in the language of the page. */
export let texts: Texts = english;

/** The language that numbers and times are written in. */
export let locale = "en";

/** Chooses the language; without one, the first of the browser's that the page speaks. Other languages are fetched. */
export async function speak(chosen: Language | undefined, browser: readonly string[]): Promise<void> {
    const language = languageOf(chosen, browser);
    texts = language === "de" ? (await import("./german")).german : english;
    locale = language === "de" ? "de" : (browser.find((tag) => tag.startsWith("en")) ?? "en");
}

/** The language of the page. */
export function languageOf(chosen: Language | undefined, browser: readonly string[]): Language {
    return chosen ?? (browser.map((tag) => tag.slice(0, 2)).find((tag): tag is Language => tag === "en" || tag === "de") ?? "en");
}
