import assert from "node:assert/strict";
import { test } from "node:test";
import { Poller } from "../source/jobs/Poller";
import { pollDelay } from "../source/jobs/pollDelay";

/** A poller whose timer and task answers are in the test's hands. */
class Bench {
    runs = 0;
    delays: number[] = [];
    hidden = false;
    private end: { resolve(unfinished: boolean): void; reject(error: Error): void } | undefined;
    private planned: (() => void) | undefined;

    readonly poller = new Poller(() => {
        this.runs += 1;
        return new Promise((resolve, reject) => { this.end = { resolve, reject }; });
    }, {
        after: (milliseconds, action) => {
            this.delays.push(milliseconds);
            this.planned = action;
            return () => { this.planned = undefined; };
        },
        isHidden: () => this.hidden,
    });

    async finish(unfinished: boolean) {
        this.end?.resolve(unfinished);
        await settled();
    }

    async fail() {
        this.end?.reject(new Error("down"));
        await settled();
    }

    timePasses() {
        const action = this.planned;
        this.planned = undefined;
        action?.();
    }
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

test("a run never begins while another is under way, and one that was wanted meanwhile follows at once", async () => {
    const bench = new Bench();
    bench.poller.now();
    bench.poller.now();
    bench.poller.now();
    assert.equal(bench.runs, 1);
    await bench.finish(false);
    assert.deepEqual(bench.delays, [0]);
    bench.timePasses();
    assert.equal(bench.runs, 2);
    await bench.finish(false);
    assert.deepEqual(bench.delays, [0, 5000]);
});

test("asking for a run takes the planned one back instead of adding to it", async () => {
    const bench = new Bench();
    bench.poller.now();
    await bench.finish(true);
    bench.poller.now();
    bench.timePasses();
    assert.equal(bench.runs, 2);
});

test("failures slow polling down and one success ends that", async () => {
    const bench = new Bench();
    bench.poller.now();
    for (let failure = 0; failure < 5; failure += 1) {
        await bench.fail();
        bench.timePasses();
    }
    assert.deepEqual(bench.delays, [1000, 2000, 4000, 8000, 10000]);
    await bench.finish(true);
    assert.equal(bench.delays.at(-1), 500);
});

test("a stopped poller neither runs nor plans again", async () => {
    const bench = new Bench();
    bench.poller.now();
    bench.poller.stop();
    await bench.finish(true);
    bench.poller.now();
    assert.equal(bench.runs, 1);
    assert.deepEqual(bench.delays, []);
});

test("polling is fast only while something is unfinished and seen", () => {
    assert.equal(pollDelay({ unfinished: true, hidden: false, live: false, failures: 0 }), 500);
    assert.ok(pollDelay({ unfinished: true, hidden: true, live: false, failures: 0 }) > 500);
    assert.ok(pollDelay({ unfinished: false, hidden: false, live: false, failures: 0 }) > 500);
});

test("while changes come by themselves the list is only made sure of", () => {
    assert.ok(pollDelay({ unfinished: true, hidden: false, live: true, failures: 0 }) >= 15_000);
    assert.equal(pollDelay({ unfinished: true, hidden: false, live: true, failures: 1 }), 1000);
});
