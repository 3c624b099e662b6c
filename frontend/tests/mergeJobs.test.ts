import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeJobs, withAccepted } from "../source/jobs/mergeJobs";
import { job } from "./samples";

const ids = (jobs: { id: string }[]) => jobs.map((one) => one.id);

test("a job accepted after the list was asked for is kept until a list knows it", () => {
    const accepted = [{ job: job("new"), acceptedAt: 20 }];
    const early = mergeJobs([job("old")], 10, accepted);
    assert.deepEqual(ids(withAccepted(early.listed, early.accepted)), ["new", "old"]);
    const late = mergeJobs([job("new", { state: "completed" }), job("old")], 30, early.accepted);
    assert.deepEqual(ids(withAccepted(late.listed, late.accepted)), ["new", "old"]);
    assert.equal(late.listed[0]?.state, "completed");
    assert.equal(late.accepted.length, 0);
});

test("a job accepted before the list was asked for, and not in it, is gone", () => {
    const merged = mergeJobs([], 30, [{ job: job("removed"), acceptedAt: 20 }]);
    assert.deepEqual(merged, { listed: [], accepted: [] });
});

test("of several accepted jobs the latest stands on top", () => {
    const accepted = [{ job: job("first"), acceptedAt: 1 }, { job: job("second"), acceptedAt: 2 }];
    assert.deepEqual(ids(withAccepted([job("old")], accepted)), ["second", "first", "old"]);
});
