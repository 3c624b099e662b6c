const typed = "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]";

/** The key that was pressed as a shortcut; undefined while somebody types, and for keys of the browser. */
export function shortcutOf(event: KeyboardEvent): string | undefined {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return undefined;
    const target = event.target instanceof Element ? event.target : undefined;
    if (target?.closest(typed) && event.key !== "Escape") return undefined;
    if (target?.closest("dialog[open]")) return undefined;
    return event.key;
}
