import { useLayoutEffect, useRef } from "react";
import { shortcutOf } from "../keyboard/shortcutOf";

/** Does what a key stands for, wherever one is except while typing. Keys with Ctrl, Alt or Meta are the browser's. */
export function useShortcuts(actions: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
    const latest = useRef(actions);
    latest.current = actions;

    // Before it is drawn: a key pressed at the sight of a view means that view.
    useLayoutEffect(() => {
        const press = (event: KeyboardEvent) => {
            const key = shortcutOf(event);
            const action = key === undefined ? undefined : latest.current[key];
            if (!action) return;
            event.preventDefault();
            action(event);
        };
        document.addEventListener("keydown", press);
        return () => document.removeEventListener("keydown", press);
    }, []);
}
