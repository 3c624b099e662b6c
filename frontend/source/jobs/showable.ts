const showable: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp"]);

/** Whether every browser draws an image of this type. */
export function isShowable(mediaType: string): boolean {
    return showable.has(mediaType);
}
