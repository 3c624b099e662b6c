import assert from "node:assert/strict";
import { test } from "node:test";
import { give, takeFiles, takeOver, whenTakenOver } from "../source/shell/taking";

const file = (name: string) => new File(["x"], name);
const taken: string[] = [];
const take = (files: File[], isPasted: boolean) => void taken.push(`${files.map((one) => one.name).join("+")}${isPasted ? " pasted" : ""}`);

test("what came before anybody took files is taken in its order, what comes later at once, and nothing is lost between two takers", () => {
    give([file("a"), file("b")], false);
    give([], false);
    give([file("c")], true);
    const end = takeFiles(take);
    assert.deepEqual(taken, ["a+b", "c pasted"]);
    give([file("d")], false);
    assert.deepEqual(taken.splice(0), ["a+b", "c pasted", "d"]);
    end();
    give([file("e")], false);
    assert.deepEqual(taken, []);
    takeFiles(take);
    assert.deepEqual(taken, ["e"]);
});

test("the shell ends once", () => {
    let ends = 0;
    whenTakenOver(() => ends++);
    takeOver();
    takeOver();
    assert.equal(ends, 1);
});
