import assert from "node:assert/strict";
import { test } from "node:test";
import type { JobPageDocument } from "../source/api/documents";
import { Problem } from "../source/api/Problem";
import { FeedSurroundings, JobFeed, StreamListener } from "../source/live/JobFeed";
import { job } from "./samples";

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** A feed whose service, clock and window are in the test's hands. */
class Bench {
    asked: { query: string; cursor: string | undefined }[] = [];
    page: JobPageDocument | Error = { jobs: [] };
    stream: StreamListener | undefined;
    streams = 0;
    hidden = false;
    clock = 0;
    timers: [number, () => void][] = [];
    readonly surroundings: FeedSurroundings = {
        jobs: async (query, cursor) => {
            this.asked.push({ query: JSON.stringify(query), cursor });
            if (this.page instanceof Error) throw this.page;
            return this.page;
        },
        stream: (listener) => {
            this.streams += 1;
            this.stream = listener;
            return () => { this.stream = undefined; };
        },
        after: (milliseconds, action) => {
            const timer: [number, () => void] = [milliseconds, action];
            this.timers.push(timer);
            return () => { this.timers = this.timers.filter((one) => one !== timer); };
        },
        isHidden: () => this.hidden, now: () => (this.clock += 1),
    };
    readonly feed = new JobFeed(this.surroundings);
}

test("the list is asked for again once the stream is open: events alone may have been missed", async () => {
    const bench = new Bench();
    bench.feed.begin();
    await settled();
    bench.page = { jobs: [job("a")] };
    bench.stream?.onOpen();
    await settled();
    assert.equal(bench.asked.length, 2);
    assert.ok(bench.feed.book.value.jobs.has("a"));
    assert.equal(bench.feed.status.value.state, "live");
    assert.deepEqual(bench.timers.map(([milliseconds]) => milliseconds), [15_000]);
});

test("events change what is known, and one that cannot be read asks for the list", async () => {
    const bench = new Bench();
    bench.feed.begin();
    bench.stream?.onOpen();
    await settled();
    bench.stream?.onMessage("job", JSON.stringify(job("a", { state: "completed" })));
    assert.equal(bench.feed.book.value.jobs.get("a")?.job.state, "completed");
    bench.stream?.onMessage("removed", '{"removed":"a"}');
    assert.ok(bench.feed.book.value.removed.has("a"));
    const { length } = bench.asked;
    bench.stream?.onMessage("queue", "<html>");
    await settled();
    assert.ok(bench.asked.length > length);
});

test("without a stream the list is polled, and the stream is tried again", async () => {
    const bench = new Bench();
    bench.page = { jobs: [job("a")] };
    bench.feed.begin();
    await settled();
    bench.stream?.onCut(true);
    await settled();
    assert.equal(bench.feed.status.value.state, "polling");
    assert.deepEqual(bench.timers.map(([milliseconds]) => milliseconds).sort((a, b) => a - b), [500, 5000]);
    bench.timers.find(([milliseconds]) => milliseconds === 5000)?.[1]();
    assert.equal(bench.streams, 2);
});

test("a hidden page holds no stream, and comes back with a new one and a fresh list", async () => {
    const bench = new Bench();
    bench.feed.begin();
    bench.stream?.onOpen();
    await settled();
    bench.hidden = true;
    bench.feed.visibilityChanged();
    assert.equal(bench.stream, undefined);
    await settled();
    assert.deepEqual(bench.timers.map(([milliseconds]) => milliseconds), [30_000]);
    const { length } = bench.asked;
    bench.hidden = false;
    bench.feed.visibilityChanged();
    await settled();
    assert.ok(bench.stream !== undefined);
    assert.equal(bench.asked.length, length + 1);
});

test("another query is asked for at once, and an answer to the one before changes nothing", async () => {
    const bench = new Bench();
    bench.feed.begin();
    await settled();
    bench.page = { jobs: [job("old")] };
    bench.feed.refresh();
    bench.feed.look({ text: "letter" });
    bench.page = { jobs: [job("new")] };
    await settled();
    for (const [, action] of bench.timers) action();
    await settled();
    assert.deepEqual([...bench.feed.book.value.jobs.keys()], ["new"]);
    assert.equal(bench.asked.at(-1)?.query, '{"text":"letter"}');
});

test("why a list may be stale is said until one comes", async () => {
    const bench = new Bench();
    bench.page = Problem.unreachable();
    bench.feed.begin();
    await settled();
    assert.equal(bench.feed.status.value.problem?.code, "unreachable");
    bench.page = { jobs: [] };
    bench.feed.refresh();
    await settled();
    assert.equal(bench.feed.status.value.problem, undefined);
});

test("after the end nothing is asked for and nothing is known, until it begins again", async () => {
    const bench = new Bench();
    bench.page = { jobs: [job("a")] };
    bench.feed.begin();
    bench.stream?.onOpen();
    await settled();
    bench.feed.end();
    assert.deepEqual([bench.feed.book.value.jobs.size, bench.stream, bench.feed.status.value.isKnown], [0, undefined, false]);
    const before = bench.asked.length;
    bench.feed.refresh();
    bench.timers.forEach(([, action]) => action());
    await settled();
    assert.equal(bench.asked.length, before);
    bench.feed.begin();
    await settled();
    assert.ok(bench.feed.book.value.jobs.has("a"));
});

/** A feed that has begun, and the answers that its lists wait for, in the order of asking. */
async function slowFeed() {
    const bench = new Bench();
    const answers: { give(page: JobPageDocument): void; refuse(problem: Problem): void }[] = [];
    bench.surroundings.jobs = () => new Promise((give, refuse) => answers.push({ give, refuse }));
    bench.feed.begin();
    answers[0]?.give({ jobs: [job("a")], next: "older" });
    await settled();
    return { feed: bench.feed, answers };
}

const signedOut = new Problem("unauthenticated", "Sign in first.", 401);

test("neither a page nor a refusal that was asked for before the end is taken after it", async () => {
    for (const ask of [(feed: JobFeed) => feed.refresh(), (feed: JobFeed) => void feed.more()]) {
        for (const isRefused of [false, true]) {
            const { feed, answers } = await slowFeed();
            ask(feed);
            feed.end();
            feed.begin();
            if (isRefused) answers[1]?.refuse(signedOut);
            else answers[1]?.give({ jobs: [job("b")] });
            await settled();
            assert.deepEqual([[...feed.book.value.jobs.keys()], feed.status.value.problem], [[], undefined]);
        }
    }
});

test("loading all that is older stops with the end", async () => {
    const { feed, answers } = await slowFeed();
    void feed.more(true);
    feed.end();
    feed.begin();
    answers[2]?.give({ jobs: [job("c")], next: "older" });
    await settled();
    answers[1]?.give({ jobs: [job("b")], next: "older" });
    await settled();
    assert.equal(answers.length, 3);
});
