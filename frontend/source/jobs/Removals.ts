import { Store } from "../state/Store";

/** What a person deleted and may still take back. */
export interface PendingRemoval {
    ids: readonly string[];
    /** Such as a sentence about what could not be deleted. */
    failed?: string;
}

/** What `Removals` act on. */
export interface RemovalSurroundings {
    remove(id: string): Promise<void>;
    hide(ids: readonly string[]): void;
    show(ids: readonly string[]): void;
    after(milliseconds: number, action: () => void): () => void;
}

/** How long a person may take a deletion back. */
export const undoMilliseconds = 7_000;

/** Deletes jobs a little later than asked, so that it can be undone; at the latest when the page is left. */
export class Removals {
    readonly pending = new Store<PendingRemoval | undefined>(undefined);
    private takeBack: () => void = () => undefined;

    constructor(private readonly surroundings: RemovalSurroundings) {}

    /** What was deleted before is then deleted for good. */
    remove(ids: readonly string[]): void {
        void this.finish();
        this.surroundings.hide(ids);
        this.pending.set({ ids });
        this.takeBack = this.surroundings.after(undoMilliseconds, () => void this.finish());
    }

    undo(): void {
        this.takeBack();
        if (this.pending.value) this.surroundings.show(this.pending.value.ids);
        this.pending.set(undefined);
    }

    /** Deletes now what waits for it. A job that cannot be deleted is shown again. @returns when all are answered */
    finish(): Promise<unknown> {
        this.takeBack();
        const ids = this.pending.value?.ids ?? [];
        this.pending.set(undefined);
        return Promise.all(ids.map((id) => this.surroundings.remove(id).catch(() => this.surroundings.show([id]))));
    }
}
