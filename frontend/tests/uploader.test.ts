import assert from "node:assert/strict";
import { test } from "node:test";
import type { JobDocument } from "../source/api/documents";
import { Problem } from "../source/api/Problem";
import { adoption, type KeptUpload } from "../source/uploads/KeptUploads";
import { Uploader } from "../source/uploads/Uploader";
import { job } from "./samples";

const png = () => new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])], "a.png");
const ocr = { kind: "ocr", options: {} } as const;
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** An uploader whose network, clock and memory are in the test's hands. */
class Bench {
    sent: { key: string; resolve(job: JobDocument): void; reject(error: unknown): void; signal: AbortSignal }[] = [];
    kept = new Map<string, KeptUpload>();
    online = true;
    clock = 0;
    timers: { at: number; action: () => void }[] = [];
    readonly uploader = new Uploader({
        send: ({ key }, _, signal) => new Promise((resolve, reject) => {
            this.sent.push({ key, resolve, reject, signal });
            signal.addEventListener("abort", () => reject(Problem.stopped()));
        }),
        keep: {
            put: async (uploads) => uploads.forEach((upload) => this.kept.set(upload.key, upload)),
            remove: async (keys) => keys.forEach((key) => this.kept.delete(key)),
            adopt: async (user) => [...this.kept.values()].filter((upload) => upload.user === user),
        },
        after: (milliseconds, action) => {
            const timer = { at: this.clock + milliseconds, action };
            this.timers.push(timer);
            return () => { this.timers = this.timers.filter((one) => one !== timer); };
        },
        isOnline: () => this.online, now: () => this.clock, random: () => 0.5,
    });

    async passes(milliseconds: number) {
        this.clock += milliseconds;
        const due = this.timers.filter((timer) => timer.at <= this.clock);
        this.timers = this.timers.filter((timer) => timer.at > this.clock);
        due.forEach((timer) => timer.action());
        await settled();
    }
}

test("an image that met an outage is sent again by itself under the same name until it is a job", async () => {
    const bench = new Bench();
    const accepted: string[] = [];
    bench.uploader.onAccepted = (one) => accepted.push(one.id);
    await bench.uploader.begin("ann");
    const [key] = await bench.uploader.add([png()], ocr);
    assert.equal(bench.kept.size, 1);
    bench.sent[0]?.reject(new Problem("service_unavailable", "Not now.", 503));
    await settled();
    await bench.passes(999);
    assert.equal(bench.sent.length, 1);
    await bench.passes(1);
    assert.deepEqual(bench.sent.map((one) => one.key), [key, key]);
    bench.sent[1]?.resolve(job("1"));
    await settled();
    assert.deepEqual(accepted, ["1"]);
    assert.deepEqual([bench.uploader.queue.value.length, bench.kept.size], [0, 0]);
});

test("without a network nothing is sent, and once it is back everything goes on", async () => {
    const bench = new Bench();
    await bench.uploader.begin("ann");
    bench.online = false;
    await bench.uploader.add([png(), png()], ocr);
    assert.equal(bench.sent.length, 0);
    bench.online = true;
    bench.uploader.online();
    assert.equal(bench.sent.length, 2);
});

test("what a refusal says for good is not sent again", async () => {
    const bench = new Bench();
    await bench.uploader.begin("ann");
    await bench.uploader.add([png()], ocr);
    bench.sent[0]?.reject(new Problem("too_many_pixels", "Too many.", 422));
    await settled();
    await bench.passes(1e6);
    assert.equal(bench.sent.length, 1);
    assert.equal(bench.uploader.queue.value[0]?.state, "refused");
});

test("pausing cuts an upload off, and going on sends it from the start", async () => {
    const bench = new Bench();
    await bench.uploader.begin("ann");
    const keys = await bench.uploader.add([png()], ocr);
    bench.uploader.pause(keys);
    assert.equal(bench.sent[0]?.signal.aborted, true);
    await settled();
    assert.equal(bench.uploader.queue.value[0]?.state, "paused");
    assert.equal([...bench.kept.values()][0]?.paused, true);
    bench.uploader.resume(keys);
    assert.equal(bench.sent.length, 2);
});

test("a page that begins takes up what an earlier one could not send, of the same user only", async () => {
    const bench = new Bench();
    const request = ocr;
    bench.kept.set("drop-1", { key: "drop-1", file: png(), request, user: "ann", tab: "gone", paused: false });
    bench.kept.set("drop-2", { key: "drop-2", file: png(), request, user: "bob", tab: "gone", paused: false });
    bench.kept.set("drop-3", { key: "drop-3", file: png(), request, user: "ann", tab: "gone", paused: true });
    await bench.uploader.begin("ann");
    assert.deepEqual(bench.uploader.queue.value.map((upload) => [upload.key, upload.state]), [["drop-1", "sending"], ["drop-3", "paused"]]);
    assert.deepEqual(bench.sent.map((one) => one.key), ["drop-1"]);
});

test("a file that is no image is refused at once, is not sent, and is not kept", async () => {
    const bench = new Bench();
    await bench.uploader.begin("ann");
    await bench.uploader.add([new File(["words"], "notes.txt")], ocr);
    assert.deepEqual([bench.sent.length, bench.kept.size, bench.uploader.queue.value[0]?.problem?.code], [0, 0, "unsupported_image"]);
});

test("what is chosen before it is known who one is waits for that, and is then kept as theirs", async () => {
    const bench = new Bench();
    const [key = ""] = await bench.uploader.add([png()], ocr);
    assert.deepEqual([bench.sent.length, bench.uploader.queue.value[0]?.state], [0, "waiting"]);
    await bench.uploader.begin("ann");
    assert.deepEqual(bench.sent.map((one) => one.key), [key]);
    assert.equal(bench.kept.get(key)?.user, "ann");
});

test("who signs out leaves nothing in sight, and finds it again when coming back", async () => {
    const bench = new Bench();
    await bench.uploader.begin("ann");
    const [key] = await bench.uploader.add([png()], ocr);
    bench.uploader.end();
    await settled();
    assert.deepEqual([bench.sent[0]?.signal.aborted, bench.uploader.queue.value.length, bench.kept.size], [true, 0, 1]);
    await bench.uploader.begin("bob");
    assert.equal(bench.uploader.queue.value.length, 0);
    bench.uploader.end();
    await bench.uploader.begin("ann");
    assert.deepEqual(bench.uploader.queue.value.map((upload) => upload.key), [key]);
});

test("an image that is written down while it becomes known whose it is is its user's", async () => {
    const bench = new Bench();
    const write = bench.kept.set.bind(bench.kept);
    bench.kept.set = (key, upload) => {
        if (upload.user === "") void bench.uploader.begin("ann");
        return write(key, upload);
    };
    await bench.uploader.add([png()], ocr);
    assert.deepEqual([...bench.kept.values()].map((upload) => upload.user), ["ann"]);
});

test("what came before somebody had to sign in is theirs who does", async () => {
    const bench = new Bench();
    const [key = ""] = await bench.uploader.add([png()], ocr);
    bench.uploader.end();
    assert.deepEqual([bench.sent.length, bench.uploader.queue.value.length], [0, 1]);
    await bench.uploader.begin("ann");
    assert.deepEqual([bench.sent.map((one) => one.key), bench.kept.get(key)?.user], [[key], "ann"]);
});

test("what is written down while its user's session ends is not sent as another's, and goes on when its user comes back", async () => {
    const bench = new Bench();
    await bench.uploader.begin("ann");
    const write = bench.kept.set.bind(bench.kept);
    bench.kept.set = (key, upload) => {
        bench.uploader.end();
        return write(key, upload);
    };
    const adding = bench.uploader.add([png()], ocr);
    await settled();
    bench.kept.set = write;
    const [key] = await adding;
    await bench.uploader.begin("bob");
    assert.deepEqual([bench.sent.length, bench.uploader.queue.value.length], [0, 0]);
    bench.uploader.end();
    await bench.uploader.begin("ann");
    assert.deepEqual(bench.sent.map((one) => one.key), [key]);
});

test("what its user gave is not the next one's, even when it had not been looked at yet", async () => {
    const bench = new Bench();
    await bench.uploader.begin("ann");
    const adding = bench.uploader.add([png()], ocr);
    bench.uploader.end();
    const beginning = bench.uploader.begin("bob");
    await Promise.all([adding, beginning]);
    assert.deepEqual([bench.sent.length, bench.uploader.queue.value.length], [0, 0]);
    assert.deepEqual([...bench.kept.values()].map((upload) => upload.user), ["ann"]);
});

test("what is given after its user's session has ended waits for them too", async () => {
    const bench = new Bench();
    await bench.uploader.begin("ann");
    bench.uploader.end();
    const [key] = await bench.uploader.add([png()], ocr);
    await bench.uploader.begin("bob");
    assert.deepEqual([bench.sent.length, bench.uploader.queue.value.length], [0, 0]);
    bench.uploader.end();
    await bench.uploader.begin("ann");
    assert.deepEqual(bench.sent.map((one) => one.key), [key]);
});

test("what is found again for one user is not the next one's", async () => {
    const bench = new Bench();
    bench.kept.set("drop-1", { key: "drop-1", file: png(), request: ocr, user: "ann", tab: "gone", paused: false });
    const beginning = bench.uploader.begin("ann");
    bench.uploader.end();
    await Promise.all([beginning, bench.uploader.begin("bob")]);
    assert.deepEqual([bench.sent.length, bench.uploader.queue.value.length], [0, 0]);
});

const upload = (key: string, tab: string, user = "ann"): KeptUpload => ({ key, file: png(), request: ocr, user, tab, paused: false });

test("images that came before it was known whose they are, are taken over like one's own", () => {
    const all = [upload("a-1", "gone", ""), upload("b-1", "this", ""), upload("c-1", "living", ""), upload("d-1", "gone", "bob")];
    const { adopted, moved } = adoption(all, "ann", "this", (tab) => tab === "living");
    assert.deepEqual(adopted.map(({ key }) => key), ["a-1", "b-1"]);
    assert.deepEqual(moved.map(({ key, user, tab }) => [key, user, tab]), [["a-1", "ann", "this"]]);
});

test("images of tabs that are gone are taken over, and those of this tab not written again", () => {
    const all = [upload("b-2", "gone"), upload("a-10", "this"), upload("a-9", "this"), upload("c-1", "living"), upload("d-1", "gone", "bob")];
    const { adopted, moved } = adoption(all, "ann", "this", (tab) => tab === "living");
    assert.deepEqual(adopted.map(({ key, tab }) => [key, tab]), [["a-9", "this"], ["a-10", "this"], ["b-2", "this"]]);
    assert.deepEqual(moved.map(({ key }) => key), ["b-2"]);
});
