import { ReactNode, useLayoutEffect, useMemo, useRef, useState } from "react";
import { rangeInSight, tops } from "./rangeInSight";
import "./VirtualList.css";

interface Properties<Item> {
    items: readonly Item[];
    keyOf(item: Item): string;
    /** In CSS pixels; the item is drawn exactly so high. */
    heightOf(item: Item): number;
    /** Kept drawn, so that it keeps the focus however far one scrolls. */
    keep?: string | undefined;
    children(item: Item): ReactNode;
    /** One has come near the end. */
    onEnd?(): void;
}

/** Rows further from what is in sight than this are not drawn. */
const margin = 600;

/** A list of any length, of which only what is in sight is drawn. It scrolls with the window. */
export function VirtualList<Item>({ items, keyOf, heightOf, keep, children, onEnd }: Properties<Item>) {
    const list = useRef<HTMLOListElement>(null);
    const [sight, setSight] = useState<[number, number]>([0, 2000]);
    const places = useMemo(() => tops(items.map(heightOf)), [items, heightOf]);
    const total = places[items.length] ?? 0;

    useLayoutEffect(() => {
        const look = () => {
            const top = list.current?.getBoundingClientRect().top ?? 0;
            // Steps of a few rows: not every pixel draws anew.
            const from = Math.floor((-top - margin) / 300) * 300;
            setSight((old) => (old[0] === from ? old : [from, from + window.innerHeight + 2 * margin + 300]));
            if (top + total < window.innerHeight + margin) onEnd?.();
        };
        look();
        window.addEventListener("scroll", look, { passive: true });
        // What stands above the list may come and go, which moves the list without a scroll.
        const observer = new ResizeObserver(look);
        observer.observe(document.body);
        window.addEventListener("resize", look);
        return () => {
            observer.disconnect();
            window.removeEventListener("scroll", look);
            window.removeEventListener("resize", look);
        };
    }, [total, onEnd]);

    const [first, end] = rangeInSight(places, sight[0], sight[1]);
    const kept = keep === undefined ? -1 : items.findIndex((item) => keyOf(item) === keep);
    const indices = Array.from({ length: end - first }, (_, index) => first + index);
    // In the order of the list, which is that of Tab.
    if (kept >= end) indices.push(kept);
    else if (kept >= 0 && kept < first) indices.unshift(kept);
    return (
        <ol ref={list} className="card virtual-list" data-testid="jobs" style={{ height: total + 2 }}>
            {indices.map((index) => {
                const item = items[index];
                return item === undefined ? null : (
                    <li key={keyOf(item)} aria-setsize={items.length} aria-posinset={index + 1}
                        style={{ top: places[index], height: heightOf(item) }}>
                        {children(item)}
                    </li>
                );
            })}
        </ol>
    );
}
