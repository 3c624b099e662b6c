import { Problem } from "../api/Problem";
import { bytesText } from "../jobs/units";
import { texts } from "../texts/texts";

/** The largest image that a service takes unless it was set up otherwise; the service has the last word. */
export const maximumBytes = 64 * 1024 * 1024;

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** What a browser offers to choose; names tell it more than types, which few systems know for all of these. */
export const acceptedFiles = ".png,.jpg,.jpeg,.tif,.tiff,.webp,.gif,.bmp,.pnm,.pbm,.pgm,.ppm,.pam,.pdf,image/png,image/jpeg";

/** The beginnings of files that processors read; undefined stands for any byte. */
const magics: readonly (readonly (number | undefined)[])[] = [
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], // PNG
    [0xff, 0xd8, 0xff], // JPEG
    [0x49, 0x49, 42, 0], [0x4d, 0x4d, 0, 42], [0x49, 0x49, 43, 0], [0x4d, 0x4d, 0, 43], // TIFF
    [...ascii("RIFF"), undefined, undefined, undefined, undefined, ...ascii("WEBP")],
    ascii("GIF87a"), ascii("GIF89a"),
    ascii("BM"),
    ...["P1", "P2", "P3", "P4", "P5", "P6", "P7"].map(ascii), // PNM
    ascii("%PDF-"),
];

const longestMagic = Math.max(...magics.map((magic) => magic.length));

/** Why no image is sent for a kind of job that takes none. */
export const noImageWanted = () => new Problem("no_image_wanted", texts.files.noImageWanted);

/** Why a file need not be sent, found out in the order of cost; undefined when it may be an image. */
export async function fileProblem(file: Blob): Promise<Problem | undefined> {
    if (file.size > maximumBytes) {
        return new Problem("body_too_large", texts.files.tooLarge(bytesText(file.size), bytesText(maximumBytes)));
    }
    try {
        const start = new Uint8Array(await file.slice(0, longestMagic).arrayBuffer());
        if (start.length === 0) return new Problem("empty_body", texts.files.empty);
        if (magics.some((magic) => magic.every((byte, index) => index < start.length && (byte === undefined || start[index] === byte)))) return undefined;
        return new Problem("unsupported_image", texts.files.noImage);
    } catch {
        return new Problem("unreadable_file", texts.files.unreadable);
    }
}
