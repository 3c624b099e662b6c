/** More files of one drop are left out: no browser shows them, and somebody dropped the wrong folder. */
export const mostFiles = 5000;

/** The files of a drop, those of its folders included, in the order of their paths. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
    // Both have to be read before the event is over.
    const plain = Array.from(transfer.files);
    const entries = Array.from(transfer.items).flatMap((item) => item.webkitGetAsEntry?.() ?? []);
    if (!entries.some((entry) => entry.isDirectory)) return plain.slice(0, mostFiles);
    const found: File[] = [];
    for (const entry of entries) await collect(entry, found);
    return found;
}

async function collect(entry: FileSystemEntry, found: File[]): Promise<void> {
    // What a system keeps beside the files that people see.
    if (entry.name.startsWith(".") || entry.name === "Thumbs.db" || found.length >= mostFiles) return;
    if (entry.isFile) {
        const file = await fileOf(entry as FileSystemFileEntry);
        if (file) found.push(file);
        return;
    }
    const inside = await entriesOf((entry as FileSystemDirectoryEntry).createReader());
    for (const one of inside.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))) await collect(one, found);
}

function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
    return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}

/** A reader gives a folder's entries in lots; the last lot is empty. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
    const all: FileSystemEntry[] = [];
    for (;;) {
        const lot = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
        if (lot.length === 0) return all;
        all.push(...lot);
    }
}
