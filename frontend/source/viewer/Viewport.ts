/** What of a picture is in sight: a point of the picture, times `scale`, plus the offset, is its place in the window. */
export interface Viewport {
    scale: number;
    x: number;
    y: number;
}

export interface Size {
    width: number;
    height: number;
}

/** A picture is drawn no larger than so many screen pixels for each of its own. */
const largestScale = 8;

/** The whole picture in the middle of the window, never larger than it is. */
export function fitted(picture: Size, window: Size): Viewport {
    const scale = Math.min(window.width / picture.width, window.height / picture.height, 1);
    return { scale, x: (window.width - picture.width * scale) / 2, y: (window.height - picture.height * scale) / 2 };
}

/** Nearer or farther by `factor` with the point of the window held still, the picture never lost from sight. */
export function zoomed(view: Viewport, factor: number, point: { x: number; y: number }, picture: Size, window: Size): Viewport {
    const least = Math.min(fitted(picture, window).scale, 1);
    const scale = Math.min(Math.max(view.scale * factor, least), Math.max(largestScale, least));
    const ratio = scale / view.scale;
    return held({ scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio }, picture, window);
}

/** Moved so that the picture fills the window, or stands in its middle where it is smaller. */
export function held(view: Viewport, picture: Size, window: Size): Viewport {
    const place = (offset: number, length: number, room: number) =>
        (length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, offset)));
    return {
        scale: view.scale,
        x: place(view.x, picture.width * view.scale, window.width),
        y: place(view.y, picture.height * view.scale, window.height),
    };
}
