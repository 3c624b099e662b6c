/** Takes the files that a person dropped, pasted or chose. */
export type TakeFiles = (files: File[], isPasted: boolean) => void;

let taker: TakeFiles | undefined;
let held: Parameters<TakeFiles>[] = [];
const endings: (() => void)[] = [];

/** Passes files on, or holds them until somebody takes them. */
export const give: TakeFiles = (files, isPasted) => {
    if (files.length === 0) return;
    if (taker) taker(files, isPasted);
    else held.push([files, isPasted]);
};

/** `end` is done once the page itself listens to what happens to it. */
export function whenTakenOver(end: () => void): void {
    endings.push(end);
}

/** The page listens from now on, and what the shell noted is done. */
export function takeOver(): void {
    for (const end of endings.splice(0)) end();
}

/** From now on files go to `next`, those that were held first. @returns what takes that back */
export function takeFiles(next: TakeFiles): () => void {
    taker = next;
    const before = held;
    held = [];
    for (const [files, isPasted] of before) next(files, isPasted);
    return () => {
        taker = undefined;
    };
}
