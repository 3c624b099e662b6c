import { useLayoutEffect, useRef } from "react";

/** Takes files pasted anywhere on the page. */
export function useFilePaste(onFiles: (files: File[]) => void): void {
    const latest = useRef(onFiles);
    latest.current = onFiles;

    // What is drawn listens.
    useLayoutEffect(() => {
        const paste = (event: ClipboardEvent) => {
            const files = Array.from(event.clipboardData?.files ?? []);
            if (files.length === 0) return;
            event.preventDefault();
            latest.current(files);
        };
        document.addEventListener("paste", paste);
        return () => document.removeEventListener("paste", paste);
    }, []);
}
