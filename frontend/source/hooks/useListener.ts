import { useLayoutEffect, useRef } from "react";

/** Listens to what happens anywhere on the page. */
export function useListener<Name extends keyof DocumentEventMap>(name: Name, listener: (event: DocumentEventMap[Name]) => void): void {
    const latest = useRef(listener);
    latest.current = listener;

    // Before it is drawn: a key pressed at the sight of a view means that view, which takes what is dropped on it.
    useLayoutEffect(() => {
        const listen = (event: DocumentEventMap[Name]) => latest.current(event);
        document.addEventListener(name, listen);
        return () => document.removeEventListener(name, listen);
    }, [name]);
}
