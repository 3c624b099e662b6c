import assert from "node:assert/strict";
import { test } from "node:test";
import { parsedRecord } from "../source/preferences/kept";
import { readPreferences, defaultPreferences } from "../source/preferences/Preferences";
import { ansiRuns, withoutColours } from "../source/text/ansi";
import { cutText, wordLayer, wordsIn } from "../source/text/words";
import { fitted, held, zoomed } from "../source/viewer/Viewport";
import { rangeInSight, tops } from "../source/components/VirtualList/rangeInSight";
import { crc32 } from "../source/zip/crc32";
import { safeName, uniqueNames, zipOf } from "../source/zip/zipOf";
import { english } from "../source/texts/english";
import { german } from "../source/texts/german";

const word = (text: string, box = [0, 0, 10, 10], more = {}) => ({ text, box, confidence: 90, noise: false, ...more });

test("words are found in the text in their order, each by itself, and noise is passed over", () => {
    const text = "a cat, a cap\n\na cat\n";
    const layer = wordLayer({ pages: [{ width: 100, height: 50, words: [word("a"), word("cat,"), word("~~", undefined, { noise: true }), word("a"), word("cap"), word("a"), word("cat")] }] }, text);
    assert.deepEqual(layer.words.map((one) => one.range), [[0, 1], [2, 6], [7, 8], [9, 12], [14, 15], [16, 19]]);
    assert.equal(cutText(text, layer.words).map((piece) => piece.text).join(""), text);
    assert.deepEqual(layer.pages, [{ width: 100, height: 50, quarters: 0 }]);
});

test("a page that was turned to be read says by how much", () => {
    const preparation = [{ step: "turn", reason: "The text stands upright after 270 degrees clockwise." }];
    assert.equal(wordLayer({ pages: [{ width: 1, height: 1, preparation, words: [] }] }, "").pages[0]?.quarters, 3);
});

test("what is no document of words gives none", () => {
    for (const document of [null, 3, "x", [], { pages: "x" }, { pages: [null, { words: "x" }, { words: [null, { text: 1 }, { text: "a", box: [1, "2", 3, 4] }] }] }]) {
        assert.deepEqual(wordLayer(document, "a").words, []);
    }
});

test("pages after the first have words of their own", () => {
    const layer = wordLayer({ pages: [{ width: 9, height: 9, words: [word("one")] }, { width: 8, height: 4, words: [word("two")] }] }, "one\n\ftwo\n");
    assert.deepEqual(layer.words.map(({ text, page }) => [text, page]), [["one", 0], ["two", 1]]);
    assert.deepEqual(layer.pages[1], { width: 8, height: 4, quarters: 0 });
    assert.deepEqual(wordsIn([0, 0, 9, 9], 1, layer.words), [1]);
});

test("an area of the page holds the words that it touches", () => {
    const { words } = wordLayer({ pages: [{ words: [word("a", [0, 0, 10, 10]), word("b", [20, 0, 10, 10])] }] }, "a b");
    assert.deepEqual(wordsIn([5, 5, 20, 2], 0, words), [0, 1]);
    assert.deepEqual(wordsIn([11, 0, 5, 5], 0, words), []);
});

test("colours of terminals become runs, and other control sequences nothing", () => {
    const escape = "\u001b[";
    const text = `${escape}31mred${escape}0m plain ${escape}38;5;196;48;2;1;2;3mx${escape}39my${escape}2J${escape}97mz`;
    assert.deepEqual(ansiRuns(text), [
        { text: "red", ink: "#cc3a33", ground: undefined }, { text: " plain ", ink: undefined, ground: undefined },
        { text: "x", ink: "rgb(255 0 0)", ground: "rgb(1 2 3)" }, { text: "y", ink: undefined, ground: "rgb(1 2 3)" },
        { text: "z", ink: "#ffffff", ground: "rgb(1 2 3)" },
    ]);
    assert.equal(withoutColours(text), "red plain xyz");
    assert.equal(withoutColours(`${escape}38;5;999;38;2mq\u001b`), "q");
});

test("a picture is fitted into its window, zoomed at the point, and never lost from sight", () => {
    const [picture, window] = [{ width: 1000, height: 500 }, { width: 500, height: 500 }];
    assert.deepEqual(fitted(picture, window), { scale: 0.5, x: 0, y: 125 });
    assert.deepEqual(fitted({ width: 10, height: 10 }, window), { scale: 1, x: 245, y: 245 });
    const near = zoomed(fitted(picture, window), 4, { x: 250, y: 250 }, picture, window);
    assert.deepEqual(near, { scale: 2, x: -750, y: -250 });
    assert.deepEqual(held({ scale: 2, x: 900, y: -9000 }, picture, window), { scale: 2, x: 0, y: -500 });
    assert.equal(zoomed(near, 1e-9, { x: 0, y: 0 }, picture, window).scale, 0.5);
    assert.equal(zoomed(near, 1e9, { x: 0, y: 0 }, picture, window).scale, 8);
});

test("of a long list the items in sight are found", () => {
    const places = tops([10, 20, 30]);
    assert.deepEqual(places, [0, 10, 30, 60]);
    assert.deepEqual(rangeInSight(places, -100, 5), [0, 1]);
    assert.deepEqual(rangeInSight(places, 12, 31), [1, 3]);
    assert.deepEqual(rangeInSight(places, 500, 900), [3, 3]);
    assert.deepEqual(rangeInSight(tops([]), 0, 100), [0, 0]);
});

test("an archive has the check sums and the structure of its form", () => {
    const bytes = new TextEncoder().encode("123456789");
    assert.equal(crc32(bytes), 0xcbf43926);
    const parts = zipOf([{ name: "ä.txt", bytes, modified: new Date(2026, 0, 2, 3, 4, 6) }]);
    const all = Uint8Array.from(parts.flatMap((part) => [...part]));
    const view = new DataView(all.buffer);
    assert.equal(view.getUint32(0, true), 0x04034b50);
    assert.equal(view.getUint32(14, true), 0xcbf43926);
    const end = all.length - 22;
    assert.deepEqual([view.getUint32(end, true), view.getUint16(end + 10, true)], [0x06054b50, 1]);
    assert.equal(view.getUint32(view.getUint32(end + 16, true), true), 0x02014b50);
});

test("names in an archive are told apart and are no paths", () => {
    assert.deepEqual(uniqueNames(["a.txt", "a.txt", "b", "b", "a (2).txt"]), ["a.txt", "a (2).txt", "b", "b (2)", "a (2) (2).txt"]);
    assert.deepEqual(["../../etc/passwd", "C:\\x", "", "..", "a\u0000b"].map(safeName), ["__.._etc_passwd", "C__x", "_", "_", "a_b"]);
});

test("preferences that make no sense are as they come", () => {
    for (const text of [null, "", "x", "[]", "3", '{"theme":7,"choice":[],"options":"x"}']) assert.deepEqual(readPreferences(parsedRecord(text)), defaultPreferences);
    const kept = readPreferences(parsedRecord('{"theme":"dark","language":"de","choice":{"kind":"ascii","options":{"width":60,"x":{}}},"options":{"sleep":{"duration":3}}}'));
    assert.deepEqual(kept, { theme: "dark", wasAsked: false, declinedNotices: false, language: "de", choice: { kind: "ascii", options: { width: 60 } }, options: { sleep: { duration: 3 } } });
});

test("both languages say everything, and no sentence is empty", () => {
    const leaves = (value: unknown, path = ""): string[] => (typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([name, one]) => leaves(one, `${path}.${name}`))
        : [`${path}:${typeof value}${value === "" ? " empty" : ""}`]);
    assert.deepEqual(leaves(german), leaves(english));
    assert.ok(leaves(english).every((leaf) => !leaf.endsWith("empty")));
});
