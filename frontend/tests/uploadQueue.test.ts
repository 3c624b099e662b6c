import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../source/api/Problem";
import { dropOf, newDrop, uploadKey } from "../source/uploads/drops";
import { retryDelay } from "../source/uploads/retryDelay";
import { afterUploadEvent, nextTry, parallelUploads, startable, UploadEvent, UploadQueue } from "../source/uploads/UploadQueue";

const files = (...keys: string[]) => keys.map((key) => ({ key, file: new File(["x"], `${key}.png`) }));
const after = (...events: UploadEvent[]) => events.reduce(afterUploadEvent, [] as UploadQueue);
const added = (...keys: string[]): UploadEvent => ({ type: "added", files: files(...keys), request: { kind: "ocr", options: {} } });
const started = (key: string): UploadEvent => ({ type: "started", key });
const broken = new Problem("unreachable", "The service cannot be reached.");
const keys = (uploads: UploadQueue) => uploads.map((upload) => upload.key);

test("of many waiting images only as many may begin as uploads may run in parallel, in the order of adding", () => {
    const many = added("a", "b", "c", "d", "e");
    assert.deepEqual(keys(startable(after(many), 0)), ["a", "b", "c"]);
    assert.deepEqual(keys(startable(after(many, started("a"), started("b"), started("c")), 0)), []);
    assert.deepEqual(keys(startable(after(many, started("a"), started("b"), started("c"), { type: "removed", keys: ["b"] }), 0)), ["d"]);
    assert.equal(parallelUploads, 3);
});

test("an image that was not accepted now waits for its time, keeps its name, and says why", () => {
    const queue = after(added("a", "b"), started("a"), { type: "failed", key: "a", problem: broken, notBefore: 5000 });
    assert.equal(queue[0]?.problem?.code, "unreachable");
    assert.equal(queue[0]?.failures, 1);
    assert.deepEqual(keys(startable(queue, 4999)), ["b"]);
    assert.equal(nextTry(queue, 4999), 5000);
    assert.deepEqual(keys(startable(queue, 5000)), ["a", "b"]);
    assert.equal(nextTry(queue, 5000), undefined);
    assert.deepEqual(keys(startable(afterUploadEvent(queue, { type: "online" }), 0)), ["a", "b"]);
});

test("a paused image stands still until it is wanted, and then begins anew without its problem", () => {
    const paused = after(added("a"), started("a"), { type: "failed", key: "a", problem: broken, notBefore: 9 }, { type: "paused", keys: ["a"] });
    assert.deepEqual(keys(startable(paused, 100)), []);
    const wanted = afterUploadEvent(paused, { type: "wanted", keys: ["a"] });
    assert.deepEqual([wanted[0]?.state, wanted[0]?.problem, wanted[0]?.failures], ["waiting", undefined, 0]);
});

test("a refused image stays with its problem, and neither pausing nor time moves it", () => {
    const queue = after({ type: "added", request: { kind: "ocr", options: {} }, files: [{ key: "a", file: new File([], "a"), problem: broken }] },
        { type: "paused", keys: ["a"] }, { type: "online" });
    assert.equal(queue[0]?.state, "refused");
    assert.deepEqual(keys(startable(queue, 1e15)), []);
});

test("an image that is there already is not added twice, and events about none change nothing", () => {
    assert.deepEqual(keys(after(added("a"), added("a", "b"))), ["a", "b"]);
    assert.deepEqual(after({ type: "progressed", key: "x", progress: 0.5 }), []);
});

test("waits grow twofold up to a minute, are spread, and are never shorter than the service asked", () => {
    assert.deepEqual([1, 2, 3, 7, 20].map((failures) => retryDelay(failures, undefined, 0.5)), [1000, 2000, 4000, 60_000, 60_000]);
    assert.equal(retryDelay(1, undefined, 0), 750);
    assert.equal(retryDelay(1, 30, 0.5), 30_000);
});

test("the name of an upload tells its drop, and other names tell none", () => {
    const drop = newDrop(new Uint8Array([0, 1, 2, 0xab, 0xcd, 0xff]));
    assert.equal(uploadKey(drop, 7), "drop-000102abcdff-7");
    assert.equal(dropOf(uploadKey(drop, 7)), drop);
    for (const name of [undefined, "", "letter-1", "drop-xyz-1", "drop-000102abcdff-"]) assert.equal(dropOf(name), undefined);
});
