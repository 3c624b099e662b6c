import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../source/api/Problem";
import { afterUploadEvent, emptyQueue, isUploading, parallelUploads, startable, UploadEvent } from "../source/uploads/UploadQueue";

const files = (count: number) => Array.from({ length: count }, (_, index) => ({ file: new File(["x"], `${index}.png`) }));
const after = (...events: UploadEvent[]) => events.reduce(afterUploadEvent, emptyQueue);
const added = (count: number): UploadEvent => ({ type: "added", files: files(count), request: { kind: "ocr" } });
const broken = new Problem("unreachable", "The service cannot be reached.");

test("of many waiting images only as many may begin as uploads may run in parallel", () => {
    assert.deepEqual(startable(after(added(10))).map((upload) => upload.key), [1, 2, 3, 4]);
});

test("an image may begin when one of those under way has ended, in the order of adding", () => {
    const events = [1, 2, 3, 4].map((key): UploadEvent => ({ type: "started", key }));
    assert.equal(startable(after(added(6), ...events)).length, 0);
    const freed = after(added(6), ...events, { type: "accepted", key: 2 });
    assert.deepEqual(startable(freed).map((upload) => upload.key), [5]);
    assert.equal(freed.uploads.length, 5);
});

test("a refused upload stays with its problem, frees its place, and waits again without it once retried", () => {
    const refused = after(added(parallelUploads + 1), { type: "started", key: 1 },
        { type: "refused", key: 1, problem: broken, retryable: true });
    assert.equal(refused.uploads[0]?.problem?.code, "unreachable");
    assert.deepEqual(startable(refused).map((upload) => upload.key), [2, 3, 4, 5]);
    const retried = afterUploadEvent(refused, { type: "retried", key: 1 }).uploads[0];
    assert.equal(retried?.state, "waiting");
    assert.equal(retried?.problem, undefined);
});

test("a file with a problem is refused from the start and never begins", () => {
    const queue = after({ type: "added", request: { kind: "ocr" }, files: [{ file: new File([], "a"), problem: broken }] });
    assert.equal(queue.uploads[0]?.state, "refused");
    assert.equal(startable(queue).length, 0);
    assert.equal(isUploading(queue), false);
});

test("keys are never given twice, also after everything was dismissed", () => {
    const queue = after(added(1), { type: "dismissed", key: 1 }, added(1));
    assert.deepEqual(queue.uploads.map((upload) => upload.key), [2]);
});

test("progress of an upload that is gone changes nothing", () => {
    const queue = after(added(1), { type: "dismissed", key: 1 }, { type: "progressed", key: 1, progress: 0.5 });
    assert.equal(queue.uploads.length, 0);
});
