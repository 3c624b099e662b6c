import { Store } from "../state/Store";
import { Preferences, readPreferences } from "./Preferences";

const key = "platen.preferences";

/** This browser's preferences; other tabs follow. */
export const preferencesStore = new Store<Preferences>(readPreferences(kept()));

/** Changes some preferences and keeps them. */
export function prefer(changes: Partial<Preferences>): void {
    const next = { ...preferencesStore.value, ...changes };
    preferencesStore.set(next);
    try {
        localStorage.setItem(key, JSON.stringify(next));
    } catch {
        return; // A browser that keeps nothing: they last as long as the page.
    }
}

function kept(): string | null {
    try {
        return localStorage.getItem(key);
    } catch {
        return null; // A browser that keeps nothing.
    }
}

window.addEventListener("storage", (event) => {
    if (event.key === key) preferencesStore.set(readPreferences(event.newValue));
});
