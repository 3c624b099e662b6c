import { RefObject, useEffect, useState } from "react";
import type { Size } from "../viewer/Viewport";

/** The size of an element inside its border, followed as it changes. */
export function useElementSize(element: RefObject<HTMLElement>): Size | undefined {
    const [size, setSize] = useState<Size>();

    useEffect(() => {
        const observer = new ResizeObserver(([entry]) => {
            if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
        });
        if (element.current) observer.observe(element.current);
        return () => observer.disconnect();
    }, [element]);

    return size;
}
