/** A value that changes, and those who want to know. */
export class Store<Value> {
    private readonly listeners = new Set<() => void>();

    constructor(private current: Value) {}

    get value(): Value {
        return this.current;
    }

    /** Tells everyone, unless nothing changed. */
    set(value: Value): void {
        if (Object.is(value, this.current)) return;
        this.current = value;
        for (const listener of [...this.listeners]) listener();
    }

    /** @returns what ends the subscription */
    subscribe = (listener: () => void): (() => void) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    };
}
