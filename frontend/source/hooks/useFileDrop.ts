import { useLayoutEffect, useRef, useState } from "react";
import { carriesFiles } from "../uploads/carriesFiles";
import { filesOf } from "../uploads/filesOf";

/** Takes files and folders dropped anywhere on the window. @returns whether files are being dragged over it */
export function useFileDrop(onFiles: (files: File[]) => void): boolean {
    const [isOver, setOver] = useState(false);
    const latest = useRef(onFiles);
    latest.current = onFiles;

    // What is drawn takes what is dropped.
    useLayoutEffect(() => {
        const over = (event: DragEvent) => {
            if (!carriesFiles(event)) return;
            event.preventDefault();
            if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
            setOver(true);
        };
        const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
        const drop = (event: DragEvent) => {
            setOver(false);
            if (!carriesFiles(event)) return;
            event.preventDefault();
            if (event.dataTransfer) void filesOf(event.dataTransfer).then((files) => latest.current(files));
        };
        return listening({ dragenter: over, dragover: over, dragleave: leave, drop });
    }, []);

    return isOver;
}

function listening(listeners: Record<string, (event: DragEvent) => void>): () => void {
    const entries = Object.entries(listeners) as [string, EventListener][];
    for (const [name, listener] of entries) window.addEventListener(name, listener);
    return () => {
        for (const [name, listener] of entries) window.removeEventListener(name, listener);
    };
}
