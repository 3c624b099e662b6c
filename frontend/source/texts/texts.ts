import type { Language } from "../preferences/Preferences";
import { english } from "./english";
import { languageOf } from "./languageOf";

/** Every sentence and word of the page. What takes something to be put in is a function. */
export type Texts = typeof english;

/** The texts in the language of the page. */
export let texts: Texts = english;

/** The language that numbers and times are written in. */
export let locale = "en";

/** The language of `texts`; undefined until one was chosen. */
export let spoken: Language | undefined;

/** Chooses the language; without one, the first of the browser's that the page speaks. Other languages are fetched. */
export async function speak(chosen: Language | undefined, browser: readonly string[]): Promise<void> {
    const language = languageOf(chosen, browser);
    texts = language === "de" ? (await import("./german")).german : english;
    spoken = language;
    locale = language === "de" ? "de" : (browser.find((tag) => tag.startsWith("en")) ?? "en");
}
