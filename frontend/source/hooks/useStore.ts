import { useSyncExternalStore } from "react";
import type { Store } from "../state/Store";

/** The store's value, followed as it changes. */
export function useStore<Value>(store: Store<Value>): Value {
    return useSyncExternalStore(store.subscribe, () => store.value);
}
