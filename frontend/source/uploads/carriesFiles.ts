/** Whether files are dragged, and not words or a link. */
export function carriesFiles({ dataTransfer }: DragEvent): boolean {
    return dataTransfer?.types.includes("Files") ?? false;
}
