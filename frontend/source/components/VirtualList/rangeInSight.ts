/** Where each item begins, and at last where all end. */
export function tops(heights: readonly number[]): number[] {
    const all = [0];
    for (const height of heights) all.push((all.at(-1) ?? 0) + height);
    return all;
}

/** The items, from the first to before the second, that stand between `from` and `to`. Takes logarithmic time. */
export function rangeInSight(places: readonly number[], from: number, to: number): [number, number] {
    const count = places.length - 1;
    const first = Math.max(0, firstBeyond(places, from) - 1);
    return [Math.min(first, count), Math.min(count, firstBeyond(places, to))];
}

function firstBeyond(places: readonly number[], place: number): number {
    let [low, high] = [0, places.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((places[middle] ?? 0) > place) high = middle;
        else low = middle + 1;
    }
    return low;
}
