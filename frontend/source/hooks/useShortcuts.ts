import { shortcutOf } from "../keyboard/shortcutOf";
import { useListener } from "./useListener";

/** Does what a key stands for, wherever one is except while typing. Keys with Ctrl, Alt or Meta are the browser's. */
export function useShortcuts(actions: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
    useListener("keydown", (event) => {
        const key = shortcutOf(event);
        const action = key === undefined ? undefined : actions[key];
        if (!action) return;
        event.preventDefault();
        action(event);
    });
}
