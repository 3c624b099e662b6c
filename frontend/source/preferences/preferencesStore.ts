import { Store } from "../state/Store";
import { keptPreferences, parsedRecord, preferencesKey } from "./kept";
import { Preferences, readPreferences } from "./Preferences";

/** This browser's preferences; other tabs follow. */
export const preferencesStore = new Store<Preferences>(readPreferences(keptPreferences()));

/** Changes some preferences and keeps them. */
export function prefer(changes: Partial<Preferences>): void {
    const next = { ...preferencesStore.value, ...changes };
    preferencesStore.set(next);
    try {
        localStorage.setItem(preferencesKey, JSON.stringify(next));
    } catch {
        return; // A browser that keeps nothing: they last as long as the page.
    }
}

window.addEventListener("storage", (event) => {
    if (event.key === preferencesKey) preferencesStore.set(readPreferences(parsedRecord(event.newValue)));
});
