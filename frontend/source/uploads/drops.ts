/**
 * What was dropped together: the name of each job begins with that of its drop, so that every browser sees the group.
 */
const pattern = /^drop-([0-9a-f]{12})-(\d{1,6})$/;

/** The name that the file with this place in the drop gives its job. */
export function uploadKey(drop: string, place: number): string {
    return `drop-${drop}-${place}`;
}

/** The drop of a job of this name; undefined for a job that did not come from a page. */
export function dropOf(jobName: string | undefined): string | undefined {
    return jobName?.match(pattern)?.[1];
}

/** Twelve hexadecimal digits that nobody else has. */
export function newDrop(random: Uint8Array = crypto.getRandomValues(new Uint8Array(6))): string {
    return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
