import { carriesFiles } from "./carriesFiles";
import { filesOf } from "./filesOf";

/** The files that are dropped, those of folders included; words and links are left to the browser. */
export async function droppedFiles(event: DragEvent): Promise<File[]> {
    if (!carriesFiles(event) || !event.dataTransfer) return [];
    event.preventDefault();
    return filesOf(event.dataTransfer);
}
