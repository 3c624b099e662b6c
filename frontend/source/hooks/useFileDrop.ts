import { useState } from "react";
import { carriesFiles } from "../uploads/carriesFiles";
import { droppedFiles } from "../uploads/droppedFiles";
import { useListener } from "./useListener";

/** Takes files and folders dropped anywhere on the page. @returns whether files are being dragged over it */
export function useFileDrop(onFiles: (files: File[]) => void): boolean {
    const [isOver, setOver] = useState(false);
    const over = (event: DragEvent) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
        setOver(true);
    };
    useListener("dragenter", over);
    useListener("dragover", over);
    useListener("dragleave", (event) => event.relatedTarget === null && setOver(false));
    useListener("drop", (event) => {
        setOver(false);
        void droppedFiles(event).then(onFiles);
    });
    return isOver;
}
