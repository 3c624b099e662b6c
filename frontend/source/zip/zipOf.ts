import { crc32 } from "./crc32";

/** A file of an archive. */
export interface ZipEntry {
    name: string;
    bytes: Uint8Array;
    modified: Date;
}

/** The form holds no more without its extension for large files. */
export const largestZip = { entries: 65_535, bytes: 0xffffffff };

const utf8Names = 0x0800;
const version = 20;

/**
 * An archive of the entries, stored as they are (PKWARE APPNOTE 6.3): results are small, or compressed already.
 * @returns parts for a `Blob`
 */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array[] {
    const parts: Uint8Array[] = [];
    const directory: Uint8Array[] = [];
    let offset = 0;
    for (const entry of entries) {
        const name = new TextEncoder().encode(entry.name);
        const facts = factsOf(entry, name.length);
        const local = record(0x04034b50, 30, facts, 4, name);
        directory.push(centralRecord(facts, offset, name));
        parts.push(local, entry.bytes);
        offset += local.length + entry.bytes.length;
    }
    const directoryBytes = directory.reduce((sum, part) => sum + part.length, 0);
    return [...parts, ...directory, endRecord(entries.length, directoryBytes, offset)];
}

/** Names of which none is there twice: `scan.txt`, `scan (2).txt`. */
export function uniqueNames(names: readonly string[]): string[] {
    const taken = new Set<string>();
    return names.map((name) => {
        const [, stem = name, ending = ""] = name.match(/^(.*?)((?:\.[^.]*)?)$/s) ?? [];
        let unique = name;
        for (let number = 2; taken.has(unique); number += 1) unique = `${stem} (${number})${ending}`;
        taken.add(unique);
        return unique;
    });
}

/** A name that no program takes for a path. */
export function safeName(name: string): string {
    return name.replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, "_").replace(/^\.+/, "_").slice(0, 200) || "_";
}

/** The part that local and central records share, after their version. */
function factsOf({ bytes, modified }: ZipEntry, nameLength: number): (view: DataView, at: number) => void {
    const year = Math.max(1980, modified.getFullYear());
    const date = ((year - 1980) << 9) | ((modified.getMonth() + 1) << 5) | modified.getDate();
    const time = (modified.getHours() << 11) | (modified.getMinutes() << 5) | (modified.getSeconds() >> 1);
    const sum = crc32(bytes);
    return (view, at) => {
        view.setUint16(at, version, true);
        view.setUint16(at + 2, utf8Names, true);
        view.setUint16(at + 6, time, true);
        view.setUint16(at + 8, date, true);
        view.setUint32(at + 10, sum, true);
        view.setUint32(at + 14, bytes.length, true);
        view.setUint32(at + 18, bytes.length, true);
        view.setUint16(at + 22, nameLength, true);
    };
}

function record(
    signature: number, length: number, facts: (view: DataView, at: number) => void, factsAt: number, name: Uint8Array,
): Uint8Array {
    const bytes = new Uint8Array(length + name.length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, signature, true);
    facts(view, factsAt);
    bytes.set(name, length);
    return bytes;
}

function centralRecord(facts: (view: DataView, at: number) => void, offset: number, name: Uint8Array): Uint8Array {
    const bytes = record(0x02014b50, 46, facts, 6, name);
    const view = new DataView(bytes.buffer);
    view.setUint16(4, version, true);
    view.setUint32(42, offset, true);
    return bytes;
}

function endRecord(entries: number, directoryBytes: number, offset: number): Uint8Array {
    const view = new DataView(new ArrayBuffer(22));
    view.setUint32(0, 0x06054b50, true);
    view.setUint16(8, entries, true);
    view.setUint16(10, entries, true);
    view.setUint32(12, directoryBytes, true);
    view.setUint32(16, offset, true);
    return new Uint8Array(view.buffer);
}
