import { shortcutOf } from "../keyboard/shortcutOf";
import { shortcuts } from "../keyboard/shortcuts";
import { keptPreferences } from "../preferences/kept";
import { languageOf } from "../texts/languageOf";
import { carriesFiles } from "../uploads/carriesFiles";
import { chosenFiles } from "../uploads/chosenFiles";
import { droppedFiles } from "../uploads/droppedFiles";
import { pastedFiles } from "../uploads/pastedFiles";
import { cookieUser } from "../userCookie";
import { give, whenTakenOver } from "./taking";

// The first script that is there, long before the page's own: it shows the shell of the first view and notes what is done
// with it meanwhile.
const { theme, language, wasAsked, choice } = keptPreferences();
const root = document.documentElement;
const place = document.getElementById("page");

if (theme === "light" || theme === "dark") root.dataset.theme = theme;
if (place?.hidden) {
    if (isShown()) {
        speak();
        meet();
        listen(place);
    } else {
        place.replaceChildren();
    }
    place.hidden = false;
}

/** The shell is the list with nothing chosen otherwise, for who is not asked to sign in. */
function isShown(): boolean {
    const kind = (choice as { kind?: unknown } | undefined)?.kind ?? "ocr";
    return wasAsked !== true && kind === "ocr" && /^(#\/?)?$/.test(location.hash);
}

function speak(): void {
    root.lang = languageOf(language, navigator.languages);
    const german = document.getElementById("shell-de");
    if (root.lang !== "de" || !(german instanceof HTMLTemplateElement)) return;
    place?.replaceChildren(german.content);
    void import("../texts/german").catch(() => undefined); // The page asks for it again.
}

/** Whoever was here before most likely has jobs, which need the room. */
function meet(): void {
    if (cookieUser(document.cookie) === undefined) return;
    place?.querySelector(".alone")?.classList.remove("alone");
    place?.querySelector("[data-testid=sample]")?.remove();
}

function listen(shell: HTMLElement): void {
    const over = new AbortController();
    const on = <Name extends keyof DocumentEventMap>(name: Name, listener: (event: DocumentEventMap[Name]) => void) =>
        document.addEventListener(name, listener, { signal: over.signal });
    let pressed: string | undefined;
    let focused: string | undefined;

    for (const input of shell.querySelectorAll("input")) {
        // Also when the view that it was opened in is gone.
        input.addEventListener("change", () => give(chosenFiles(input), false));
    }
    on("click", ({ target }) => {
        const button = target instanceof Element ? target.closest("button") : null;
        const before = button?.previousElementSibling;
        if (before instanceof HTMLInputElement) before.click();
        else pressed = selectorOf(button) ?? pressed;
    });
    on("keydown", (event) => {
        const key = shortcutOf(event);
        if (key === shortcuts.choose) shell.querySelector("input")?.click();
        else if (key === shortcuts.sheet) pressed = "[data-testid=keys]";
    });
    on("focusin", ({ target }) => {
        focused = selectorOf(target);
    });
    // Not when it goes because the view does, of which it is a part for another moment, nor while one looks at another window.
    on("focusout", ({ target }) => queueMicrotask(() => {
        if (document.activeElement === document.body && (target as Element).isConnected) focused = undefined;
    }));
    on("dragover", (event) => carriesFiles(event) && event.preventDefault());
    on("drop", (event) => void droppedFiles(event).then((files) => give(files, false)));
    on("paste", (event) => give(pastedFiles(event), true));
    whenTakenOver(() => {
        over.abort();
        // Not amid the drawing.
        queueMicrotask(() => pressed !== undefined && document.querySelector<HTMLElement>(pressed)?.click());
        if (focused !== undefined && document.activeElement === document.body) document.querySelector<HTMLElement>(focused)?.focus();
    });
}

/** What finds the same thing in the view that follows. */
function selectorOf(target: EventTarget | null): string | undefined {
    if (!(target instanceof HTMLElement)) return undefined;
    if (target.dataset.testid !== undefined) return `[data-testid="${target.dataset.testid}"]`;
    const address = target.getAttribute("href");
    return address === null ? undefined : `[href="${address}"]`;
}
