/** The files that are pasted; words are left to the browser. */
export function pastedFiles(event: ClipboardEvent): File[] {
    const files = Array.from(event.clipboardData?.files ?? []);
    if (files.length > 0) event.preventDefault();
    return files;
}
