import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../source/api/Problem";
import type { JobDocument } from "../source/api/documents";
import { announcements, endedSince } from "../source/jobs/announcements";
import { attemptEnd } from "../source/jobs/attemptEnd";
import { factsOf } from "../source/jobs/factsOf";
import { nearestGood } from "../source/jobs/nearestGood";
import { downloadName, nameOf } from "../source/jobs/names";
import { requestFor } from "../source/jobs/requestFor";
import { requestOf } from "../source/jobs/requestOf";
import { stageSteps } from "../source/jobs/stages";
import { summaryOf } from "../source/jobs/states";
import { wishesFor } from "../source/jobs/wishes";
import { agoText, bytesText, durationText } from "../source/jobs/units";
import { jobHash, listViewHash, routeOf, signInLink } from "../source/routes";
import { readListView, wholeList } from "../source/jobs/ListView";
import { fileProblem, maximumBytes } from "../source/uploads/fileProblem";
import { newUserCookie } from "../source/userCookie";
import { job } from "./samples";

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);

test("images are known by their first bytes, whatever they are called", async () => {
    assert.equal(await fileProblem(new Blob([png])), undefined);
    assert.equal(await fileProblem(new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0])])), undefined);
    assert.equal((await fileProblem(new Blob(["GIF88a…"])))?.code, "unsupported_image");
    assert.equal((await fileProblem(new Blob([png.slice(0, 7)])))?.code, "unsupported_image");
    assert.equal((await fileProblem(new Blob([])))?.code, "empty_body");
});

test("a file over the limit is refused without being read", async () => {
    const large = { size: maximumBytes + 1, slice: () => { throw new Error("read"); } } as unknown as Blob;
    assert.equal((await fileProblem(large))?.code, "body_too_large");
});

test("a folder, which cannot be read, is refused with what to do", async () => {
    const folder = { size: 4096, slice: () => ({ arrayBuffer: () => Promise.reject(new Error("no")) }) } as unknown as Blob;
    assert.match((await fileProblem(folder))?.detail ?? "", /choose it again/);
});

test("a problem document keeps its code and sentence; any other body becomes an unexpected answer", () => {
    const known = Problem.fromAnswer(413, '{"code":"body_too_large","detail":"Too large."}');
    assert.deepEqual([known.code, known.detail, known.status, known.isOutage], ["body_too_large", "Too large.", 413, false]);
    const page = Problem.fromAnswer(502, "<html>");
    assert.deepEqual([page.code, page.isOutage], ["unexpected_answer", true]);
    assert.equal(Problem.fromAnswer(500, "null").code, "unexpected_answer");
    assert.ok(Problem.unreachable().isOutage);
});

test("a job's address leads to it and any other hash to the list", () => {
    const id = "01890a5d-ac96-774b-bcce-b302099a8057";
    assert.deepEqual(routeOf(jobHash(id)), { view: "job", id, isFresh: false });
    assert.deepEqual(routeOf(jobHash(id, true)), { view: "job", id, isFresh: true });
    for (const hash of ["", "#/", "#/jobs/", `#/jobs/${id}/x`, "#/jobs/../../x"]) {
        assert.deepEqual(routeOf(hash), { view: "list", list: wholeList });
    }
});

test("a view of the list stands in its address, and what an address says wrong is passed over", () => {
    const view = { state: "failed", kind: "ascii", text: "Tür & <b>", sort: "name" } as const;
    assert.deepEqual(routeOf(listViewHash(view)), { view: "list", list: view });
    assert.equal(listViewHash(wholeList), "#/");
    assert.deepEqual(readListView("state=lost&kind=x&sort=constructor&q=" + "y".repeat(300)), { ...wholeList, text: "y".repeat(100) });
});

test("a link that signs in is taken from the address", () => {
    assert.equal(signInLink("#sign-in=abc-DEF_1"), "abc-DEF_1");
    assert.equal(signInLink("#sign-in=<b>"), undefined);
    assert.equal(signInLink("#/"), undefined);
});

test("a browser without a user gets one, and one with a user keeps it", () => {
    const random = new Uint8Array([1, 2, 0xab, 0xff]);
    assert.match(newUserCookie("a=b; xplaten_user=y", random) ?? "", /^platen_user=u-0102abff; .*SameSite=Lax/);
    assert.equal(newUserCookie("a=b; platen_user=u-1", random), undefined);
});

test("durations and sizes have the precision that people read", () => {
    assert.deepEqual([0, 440, 9940, 9960, 59_600, 185_000, 7_800_000].map(durationText),
        ["0 s", "0.4 s", "9.9 s", "10 s", "1 min 0 s", "3 min 5 s", "2 h 10 min"]);
    assert.deepEqual([512, 1024, 83_968, 1_468_006, 64 * 2 ** 20].map(bytesText), ["512 B", "1.0 KB", "82 KB", "1.4 MB", "64 MB"]);
});

test("a time is told by its distance while that says more than a date", () => {
    const now = new Date("2026-01-02T03:04:05Z");
    const ago = (seconds: number) => agoText(new Date(now.getTime() - seconds * 1000).toISOString(), now);
    assert.deepEqual([ago(-3), ago(10), ago(50), ago(600), ago(7200)], ["just now", "just now", "1 min ago", "10 min ago", "2 h ago"]);
});

test("only what belongs to the chosen kind is asked for, and what is left to the service is not said", () => {
    const options = { width: 80, duration: 3, segmentation: "", prepare: "none" };
    assert.deepEqual(requestFor({ kind: "ocr", options }), { kind: "ocr", options: { prepare: "none" } });
    assert.deepEqual(requestFor({ kind: "ascii", options }), { kind: "ascii", options: { width: 80 } });
    assert.deepEqual(requestFor({ kind: "ascii", options: {} }), { kind: "ascii", options: { width: 100 } });
    assert.deepEqual(requestFor({ kind: "sleep", options }), { kind: "sleep", options: { duration: 3 } });
});

test("a job that is run again begins with the options that it had, in the units of a submission", () => {
    assert.deepEqual(requestOf(job("a", { kind: "sleep", options: { duration_ms: 3000 } })), { kind: "sleep", options: { duration: 3 } });
    assert.deepEqual(requestOf(job("a", { kind: "ascii", options: { width: 60, other: 1 } })), { kind: "ascii", options: { width: 60 } });
});

test("results are saved under the name of their image", () => {
    assert.equal(downloadName(job("a", { file_name: "my.scan.png" }), "text.txt"), "my.scan.txt");
    assert.equal(downloadName(job("a", { file_name: "scan.png" }), "words.json"), "scan-words.json");
    const { file_name: _, ...nameless } = job("a");
    assert.equal(downloadName(nameless, "text.txt"), "text.txt");
    assert.equal(nameOf({ ...nameless, kind: "sleep" }), "Sleep");
});

test("only jobs that ended before one's eyes are announced, many of them in one sentence", () => {
    const known = (...jobs: JobDocument[]) => new Map(jobs.map((one) => [one.id, { job: one, at: 0 }]));
    const before = known(...["a", "b", "c", "d"].map((id) => job(id)));
    const one = known(job("a", { state: "completed" }), job("b"), job("z", { state: "failed" }));
    assert.equal(announcements(endedSince(before, one)), "a.png: Completed.");
    const all = known(...["a", "b", "c", "d"].map((id) => job(id, { state: id === "d" ? "failed" : "completed" })));
    assert.equal(announcements(endedSince(before, all)), "3 jobs completed, 1 failed.");
    assert.equal(announcements(endedSince(all, all)), "");
});

test("unfinished jobs are summed up by state", () => {
    assert.equal(summaryOf([job("a"), job("b", { state: "processing" }), job("c"), job("d", { state: "failed" })]), "1 processing, 2 waiting");
    assert.equal(summaryOf([]), "");
});

test("stages before the current one are done, and an unknown one leaves all ahead", () => {
    assert.deepEqual(stageSteps("preparing").map((step) => step.place), ["done", "now", "ahead", "ahead", "ahead"]);
    assert.ok(stageSteps("dreaming").every((step) => step.place === "ahead"));
});

test("a result is shown with members that the page does not know", () => {
    const facts = factsOf(job("a", { kind: "size", result: { bytes: 2048, width: 3, height: 4, colour_depth: 8 } }));
    assert.deepEqual(facts.map((fact) => fact.name), ["Dimensions", "Size", "Colour depth"]);
    assert.equal(facts[1]?.value, "2.0 KB (2,048 bytes)");
});

test("statistics of a text are shown as lines that people read", () => {
    const result = { words: 3, reading_seconds: 90, frequent_words: [{ count: 2, word: "the" }, { count: 1, word: "a" }] };
    assert.deepEqual(factsOf(job("a", { kind: "text", result })).map((fact) => fact.value), ["3", "1 min 30 s", "the 2, a 1"]);
});

test("ends of attempts are phrases", () => {
    const end = (text: string, signal?: string) =>
        attemptEnd({ number: 1, started_at: "", ended_at: "", end: text, ...(signal !== undefined && { signal }) });
    assert.deepEqual([end("signal:11", "SIGSEGV"), end("signal:40"), end("failed:bad_image"), end("exit:3"),
        end("limit:stall_limit"), end("handed_back")],
        ["Ended by SIGSEGV", "Ended by signal 40", "Reported bad_image", "Left with status 3",
            "Ended at its limit: stall_limit", "Handed back when the service stopped"]);
});

test("a number outside its bounds becomes the bound it passes, and no number the value before", () => {
    const typed = ["0", "5000", "60", "1.6", "", "abc", "Infinity"];
    assert.deepEqual(typed.map((text) => nearestGood(text, 80, 1, 1000)), [1, 1000, 60, 2, 80, 80, 80]);
});

test("what is unfinished can be cancelled, what failed can be tried again, what ended can be deleted", () => {
    const wishes = (state: ReturnType<typeof job>["state"]) => wishesFor(job("a", { state }));
    assert.deepEqual(wishes("scheduled"), ["cancel"]);
    assert.deepEqual(wishes("pending"), ["cancel"]);
    assert.deepEqual(wishes("processing"), ["cancel"]);
    assert.deepEqual(wishes("completed"), ["remove"]);
    assert.deepEqual(wishes("failed"), ["retry", "remove"]);
    assert.deepEqual(wishes("cancelled"), ["retry", "remove"]);
});
