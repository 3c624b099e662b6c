/** Every key of the page, in the order of the sheet; what it does is said by `texts.shortcuts`. */
export const shortcuts = {
    choose: "u",
    search: "/",
    next: "j",
    previous: "k",
    select: "x",
    open: "Enter",
    back: "Escape",
    copy: "c",
    retry: "r",
    cancel: ".",
    remove: "#",
    sheet: "?",
} as const;

export type ShortcutName = keyof typeof shortcuts;
