import type { JobDocument } from "../api/documents";
import type { JobRequest } from "../api/JobRequest";
import { Problem } from "../api/Problem";
import { kindNamed } from "../jobs/kinds";
import { Store } from "../state/Store";
import { newDrop, uploadKey } from "./drops";
import { fileProblem, noImageWanted } from "./fileProblem";
import type { KeptUpload } from "./KeptUploads";
import { retryDelay } from "./retryDelay";
import type { Upload } from "./Upload";
import { afterUploadEvent, CheckedFile, nextTry, startable, UploadEvent, UploadQueue } from "./UploadQueue";

/** What an `Uploader` acts on. */
export interface UploaderSurroundings {
    /** Sends one image; however often it is sent with the same key, it becomes one job. */
    send(upload: Upload, onProgress: (part: number) => void, signal: AbortSignal): Promise<JobDocument>;
    keep: {
        put(uploads: readonly KeptUpload[]): Promise<void>;
        remove(keys: readonly string[]): Promise<void>;
        adopt(user: string, tab: string): Promise<KeptUpload[]>;
    };
    /** Runs `action` after that many milliseconds; what it returns takes that back. */
    after(milliseconds: number, action: () => void): () => void;
    isOnline(): boolean;
    now(): number;
    random(): number;
}

/** Sends images, a few at a time, until each is a job or refused, whatever the network does. */
export class Uploader {
    readonly queue = new Store<UploadQueue>([]);
    /** Told of each job that an image became, with its upload's key. */
    onAccepted: (job: JobDocument, key: string) => void = () => undefined;

    private readonly tab = newDrop();
    private readonly followers = new Map<string, (job: JobDocument) => void>();
    private readonly stoppers = new Map<string, AbortController>();
    /** Empty while nobody is known to be signed in: then nothing is sent. */
    private user = "";
    /** Who gives images: who is signed in, or was last; empty while nobody was. */
    private giver = "";
    /** What was accepted or taken back here: it may still stand among what is kept. */
    private readonly over = new Set<string>();
    private takeBack: () => void = () => undefined;

    constructor(private readonly surroundings: UploaderSurroundings) {}

    /** From now on images are `user`'s, and go on that an earlier page of this browser could not send. */
    async begin(user: string): Promise<void> {
        this.user = this.giver = user;
        // What came before it was known whose it is.
        await this.keep(this.queue.value.filter((upload) => upload.state !== "refused").map((upload) => upload.key));
        this.startWhatMay();
        const kept = await this.surroundings.keep.adopt(user, this.tab);
        if (this.user !== user) return; // Somebody else came meanwhile.
        for (const { key, file, request, paused: isPaused } of kept) {
            if (!this.over.has(key)) this.change({ type: "added", files: [{ key, file, isPaused }], request });
        }
    }

    /** Nobody is signed in any more: what is kept waits for its user, and what is nobody's yet for whoever comes. */
    end(): void {
        if (this.user === "") return;
        this.user = "";
        const keys = this.queue.value.map((upload) => upload.key);
        this.stop(keys);
        this.change({ type: "removed", keys });
    }

    /**
     * `onJob` is told of each job that one of these files becomes.
     * @returns the keys of the files, in their order
     */
    async add(files: readonly File[], request: JobRequest, onJob?: (job: JobDocument) => void): Promise<readonly string[]> {
        const drop = newDrop();
        let user = this.giver;
        const checkedFiles = await Promise.all(files.map((file, index) => checked(file, uploadKey(drop, index + 1), request)));
        if (onJob) for (const { key } of checkedFiles) this.followers.set(key, onJob);
        // What one sees is kept already: a crash loses nothing of it.
        const good = checkedFiles.filter((file) => file.problem === undefined);
        let owner: string;
        do {
            owner = user;
            await this.surroundings.keep.put(good.map(({ key, file }) => ({ key, file, request, user: owner, tab: this.tab, paused: false })));
            user ||= this.giver; // It became known meanwhile whose they are.
        } while (owner !== user);
        // Else they wait for who gave them.
        if (this.user === user) this.change({ type: "added", files: checkedFiles, request });
        return checkedFiles.map((file) => file.key);
    }

    /** Takes them back: those under way are cut off. One that has just arrived is a job all the same. */
    remove(keys: readonly string[]): void {
        for (const key of keys) {
            this.followers.delete(key);
            this.over.add(key);
        }
        this.stop(keys);
        this.change({ type: "removed", keys });
        void this.surroundings.keep.remove(keys);
    }

    pause(keys: readonly string[]): void {
        this.stop(keys);
        this.change({ type: "paused", keys });
        void this.keep(keys);
    }

    /** Goes on at once with what was paused, refused, or waits for its next try. */
    resume(keys: readonly string[]): void {
        this.change({ type: "wanted", keys });
        void this.keep(keys);
    }

    /** The network is back. */
    online(): void {
        this.change({ type: "online" });
    }

    private change(event: UploadEvent): void {
        this.queue.set(afterUploadEvent(this.queue.value, event));
        this.startWhatMay();
    }

    private startWhatMay(): void {
        this.takeBack();
        if (this.user === "" || !this.surroundings.isOnline()) return;
        const now = this.surroundings.now();
        for (const upload of startable(this.queue.value, now)) {
            this.queue.set(afterUploadEvent(this.queue.value, { type: "started", key: upload.key }));
            void this.send(upload);
        }
        const next = nextTry(this.queue.value, now);
        if (next !== undefined) this.takeBack = this.surroundings.after(next - now, () => this.startWhatMay());
    }

    private async send(upload: Upload): Promise<void> {
        const { key } = upload;
        const stopper = new AbortController();
        this.stoppers.set(key, stopper);
        const onProgress = (progress: number) => stopper.signal.aborted || this.change({ type: "progressed", key, progress });
        try {
            const job = await this.surroundings.send(upload, onProgress, stopper.signal);
            this.over.add(key);
            this.onAccepted(job, key);
            this.followers.get(key)?.(job);
            this.change({ type: "removed", keys: [key] });
            this.followers.delete(key);
            void this.surroundings.keep.remove([key]);
        } catch (error) {
            if (!stopper.signal.aborted) this.fail(upload, Problem.from(error));
        } finally {
            if (this.stoppers.get(key) === stopper) this.stoppers.delete(key);
        }
    }

    private fail({ key, failures }: Upload, problem: Problem): void {
        if (!problem.mayPass) {
            this.change({ type: "refused", key, problem });
            return;
        }
        const delay = retryDelay(failures + 1, problem.retryAfter, this.surroundings.random());
        this.change({ type: "failed", key, problem, notBefore: this.surroundings.now() + delay });
    }

    private stop(keys: readonly string[]): void {
        for (const key of keys) this.stoppers.get(key)?.abort();
    }

    private keep(keys: readonly string[]): Promise<void> {
        const { user, tab } = this;
        const uploads = this.queue.value.filter((upload) => keys.includes(upload.key));
        return this.surroundings.keep.put(uploads.map(({ key, file, request, state }) =>
            ({ key, file, request, user, tab, paused: state === "paused" })));
    }
}

async function checked(file: File, key: string, request: JobRequest): Promise<CheckedFile> {
    const problem = kindNamed(request.kind).takesImage ? await fileProblem(file) : noImageWanted();
    return { key, file, ...(problem && { problem }) };
}
