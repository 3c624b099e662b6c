import { pollDelay } from "./pollDelay";

/** The clock and the window of a `Poller`. */
export interface PollerSurroundings {
    /** Runs `action` after that many milliseconds; what it returns takes that back. */
    after(milliseconds: number, action: () => void): () => void;
    isHidden(): boolean;
}

/**
 * Runs one task again and again, never twice at the same time: fast while something is unfinished, slowly while
 * idle or hidden, ever more slowly while it fails.
 */
export class Poller {
    private isRunning = false;
    private isWantedAgain = false;
    private failures = 0;
    private unfinished = false;
    private takeBack: () => void = () => undefined;
    private readonly stopper = new AbortController();

    /**
     * `task` resolves to whether anything is unfinished; a task that rejects failed. While `isLive`, changes come by
     * themselves and are only made sure of.
     */
    constructor(
        private readonly task: (signal: AbortSignal) => Promise<boolean>,
        private readonly surroundings: PollerSurroundings,
        private readonly isLive: () => boolean = () => false,
    ) {}

    /** Runs the task at once, or once more right after the run that is under way. */
    now(): void {
        if (this.stopper.signal.aborted) return;
        this.isWantedAgain = this.isRunning;
        if (!this.isRunning) void this.run();
    }

    /** Ends polling for good and tells a task under way through its signal. */
    stop(): void {
        this.takeBack();
        this.stopper.abort();
    }

    private async run(): Promise<void> {
        this.takeBack();
        this.isRunning = true;
        try {
            this.unfinished = await this.task(this.stopper.signal);
            this.failures = 0;
        } catch {
            this.failures += 1; // The task has told its owner why; here it only slows the next run down.
        }
        this.isRunning = false;
        if (!this.stopper.signal.aborted) this.plan();
    }

    private plan(): void {
        const hidden = this.surroundings.isHidden();
        const delay = pollDelay({ unfinished: this.unfinished, hidden, live: this.isLive(), failures: this.failures });
        this.takeBack = this.surroundings.after(this.isWantedAgain ? 0 : delay, () => void this.run());
        this.isWantedAgain = false;
    }
}
