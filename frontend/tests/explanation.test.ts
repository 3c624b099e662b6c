import assert from "node:assert/strict";
import { test } from "node:test";
import { explanationSentences } from "../source/jobs/explanationSentences";
import { english } from "../source/texts/english";
import { german } from "../source/texts/german";
import { speak } from "../source/texts/texts";

const reasons = [{ code: "own_jobs", count: 3 }, { code: "processors", count: 2 }, { code: "disk" }];
const changes = ["3 of your own jobs run before it.", "All 2 processors are busy.", "The disk takes nothing."];

test("the reasons of a wait are told in the page's language", async () => {
    assert.deepEqual(explanationSentences({ changes, reasons }), [
        "3 jobs of yours before it: cancel some, or give it a higher priority.", "All 2 processors are busy.",
        "The disk takes nothing at the moment.",
    ]);
    await speak("de", []);
    assert.deepEqual(explanationSentences({ changes, reasons }).slice(1), [
        "Alle 2 Prozessoren sind beschäftigt.", "Die Platte nimmt im Moment nichts an.",
    ]);
    await speak("en", []);
});

test("a reason that the page does not know, and a service that names none, speak for themselves", () => {
    assert.deepEqual(explanationSentences({ changes, reasons: [{ code: "moon" }, { code: "toString" }, { code: "disk" }] }).slice(0, 2), changes.slice(0, 2));
    assert.deepEqual(explanationSentences({ changes }), changes);
    assert.deepEqual(explanationSentences({}), []);
});

test("both languages have a sentence for each reason of the service", () => {
    const codes = ["own_jobs", "other_users", "processors", "most_running", "scheduled", "retrying", "no_processor", "disk", "stopping", "running"];
    for (const { explain } of [english, german]) assert.deepEqual(Object.keys(explain.reasons), codes);
});
