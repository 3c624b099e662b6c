import { useEffect, useState } from "react";
import type { Language } from "../preferences/Preferences";
import { preferencesStore } from "../preferences/preferencesStore";
import { languageOf } from "../texts/languageOf";
import { speak, spoken as spokenBefore } from "../texts/texts";
import { useStore } from "./useStore";

/** The language that the page speaks; undefined until its texts are there. */
export function useLanguage(): Language | undefined {
    const { language: chosen } = useStore(preferencesStore);
    const [spoken, setSpoken] = useState(spokenBefore);

    useEffect(() => {
        const language = languageOf(chosen, navigator.languages);
        const show = () => {
            document.documentElement.lang = language;
            setSpoken(language);
        };
        // Texts that cannot be fetched are read in English meanwhile.
        speak(language, navigator.languages).then(show, () => setSpoken((before) => before ?? "en"));
    }, [chosen]);

    return spoken;
}
