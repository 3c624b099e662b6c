import assert from "node:assert/strict";
import { test } from "node:test";
import type { JobDocument } from "../source/api/documents";
import { grouped } from "../source/jobs/grouping";
import { afterJobEvent, emptyBook, JobBook, JobEvent } from "../source/jobs/JobBook";
import { inView, wholeList } from "../source/jobs/ListView";
import { job } from "./samples";

/** An id made at so many seconds. */
const id = (second: number) => {
    const digits = (second * 1000).toString(16).padStart(12, "0");
    return `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-000000000000`;
};
const at = (second: number, changes: Partial<JobDocument> = {}) => job(id(second), changes);
const after = (...events: JobEvent[]) => events.reduce(afterJobEvent, emptyBook);
const page = (jobs: JobDocument[], askedAt: number, next?: string, isFirst = true): JobEvent =>
    ({ type: "page", page: { jobs, ...(next !== undefined && { next }) }, isFirst, askedAt, at: askedAt + 1 });
const ids = (book: JobBook) => [...book.jobs.keys()].sort().reverse();

test("what an event told after a list was asked for is newer than that list", () => {
    const book = after({ type: "job", job: at(5, { state: "completed" }), at: 20 }, page([at(5, { state: "processing" })], 10));
    assert.equal(book.jobs.get(id(5))?.job.state, "completed");
    const later = afterJobEvent(book, page([at(5, { state: "failed" })], 30));
    assert.equal(later.jobs.get(id(5))?.job.state, "failed");
});

test("an answer that was on its way while an event told more is old news", () => {
    const event = { type: "job", job: at(5, { state: "completed" }), at: 20 } as const;
    const book = after(event, { type: "job", job: at(5, { state: "pending" }), at: 25, askedAt: 10 });
    assert.equal(book.jobs.get(id(5))?.job.state, "completed");
    const later = after(event, { type: "job", job: at(5, { state: "pending" }), at: 25, askedAt: 21 });
    assert.equal(later.jobs.get(id(5))?.job.state, "pending");
});

test("a job that the list no longer has is gone, unless it came while the list was on its way", () => {
    const book = after(page([at(5), at(6)], 10), { type: "job", job: at(7), at: 25 }, page([at(5)], 20));
    assert.deepEqual(ids(book), [id(7), id(5)]);
});

test("a list says nothing of jobs older than its last, and pages go on from the oldest", () => {
    const first = after(page([at(100), at(90)], 1, "c1"));
    const both = afterJobEvent(first, page([at(80), at(70)], 2, "c2", false));
    assert.deepEqual([both.next, both.horizon], ["c2", id(70)]);
    const again = afterJobEvent(both, page([at(110), at(100)], 3, "c1"));
    assert.deepEqual(ids(again), [id(110), id(100), id(90), id(80), id(70)]);
    assert.equal(again.next, "c2");
});

test("a removed job stays out of every list until it is restored", () => {
    const removed = after(page([at(5)], 1), { type: "removed", ids: [id(5)] }, page([at(5)], 2), { type: "job", job: at(5), at: 3 });
    assert.ok(removed.removed.has(id(5)));
    assert.equal(afterJobEvent(removed, { type: "restored", ids: [id(5)] }).removed.size, 0);
});

test("attempts that one document told are kept when an event of the ended job does not tell them", () => {
    const log = [{ number: 1, started_at: "", ended_at: "", end: "completed" }];
    const book = after({ type: "job", job: at(5, { state: "completed", attempt_log: log }), at: 1 }, { type: "job", job: at(5, { state: "completed" }), at: 2 });
    assert.equal(book.jobs.get(id(5))?.job.attempt_log?.length, 1);
});

test("another query forgets the jobs but not what is being deleted", () => {
    const book = after(page([at(5)], 1, "c"), { type: "removed", ids: [id(9)] }, { type: "forgotten" });
    assert.deepEqual([book.jobs.size, book.next, book.removed.has(id(9))], [0, undefined, true]);
});

test("a view shows its states and kinds in its order", () => {
    const jobs = [at(1, { file_name: "b10", waited_ms: 5 }), at(2, { file_name: "b9", state: "failed", waited_ms: 9 }), at(3, { kind: "size" })];
    const seen = (changes: object) => inView(jobs, { ...wholeList, ...changes }).map((one) => one.id);
    assert.deepEqual(seen({}), [id(3), id(2), id(1)]);
    assert.deepEqual(seen({ sort: "oldest" }), [id(1), id(2), id(3)]);
    assert.deepEqual(seen({ sort: "name", kind: "ocr" }), [id(2), id(1)]);
    assert.deepEqual(seen({ sort: "waited" }), [id(2), id(1), id(3)]);
    assert.deepEqual(seen({ state: "failed" }), [id(2)]);
    assert.deepEqual(seen({ state: "unfinished", kind: "size" }), [id(3)]);
});

test("a run of several jobs of one drop has a heading; single ones and strangers have none", () => {
    const drop = (second: number, name: string) => at(second, { job_id: name });
    const items = grouped([drop(4, "drop-00000000000a-2"), drop(3, "drop-00000000000a-1"), drop(2, "drop-00000000000b-1"), at(1)]);
    assert.deepEqual(items.map((item) => item.type), ["group", "job", "job", "job", "job"]);
});
