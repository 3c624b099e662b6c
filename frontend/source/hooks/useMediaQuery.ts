import { useCallback, useSyncExternalStore } from "react";

/** Whether the window is as the media query says. */
export function useMediaQuery(query: string): boolean {
    const subscribe = useCallback((listener: () => void) => {
        const media = window.matchMedia(query);
        media.addEventListener("change", listener);
        return () => media.removeEventListener("change", listener);
    }, [query]);
    return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches, () => false);
}
