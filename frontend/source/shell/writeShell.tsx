import { renderToStaticMarkup } from "react-dom/server";
import { speak } from "../texts/texts";
import { Shell } from "./Shell";

/** `index`, the text of index.html, with the first view at `@SHELL@` and the same in German at `@GERMAN@`. */
export async function writeShell(index: string): Promise<string> {
    const shells = new Map<string, string>();
    for (const [place, language] of [["@SHELL@", "en"], ["@GERMAN@", "de"]] as const) {
        await speak(language, [language]);
        shells.set(place, renderToStaticMarkup(<Shell />));
    }
    return index.replace(/@SHELL@|@GERMAN@/g, (place) => shells.get(place) ?? "");
}
