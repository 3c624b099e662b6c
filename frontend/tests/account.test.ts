import assert from "node:assert/strict";
import { test } from "node:test";
import { Account } from "../source/session/Account";

const ann = { auth: "required", user: "ann", role: "user" };

/** An account of a page that knows nothing of the service, and what answers each request, by method. */
function account(wasAsked = false) {
    const answers = new Map<string, (status: number, document: unknown) => void>();
    Object.assign(globalThis, {
        window: new EventTarget(),
        fetch: (_: string, { method = "GET" }: RequestInit) => new Promise((resolve) => {
            answers.set(method, (status, document) => resolve(new Response(JSON.stringify(document), { status })));
        }),
    });
    const asked: boolean[] = [];
    return { account: new Account("guest", wasAsked, (isAsked) => asked.push(isAsked)), answers, asked };
}

const refusal = { code: "wrong_credentials", detail: "This link is used up." };

test("what was found out before somebody signed in does not sign them out", async () => {
    const { account: page, answers } = account();
    const begun = page.begin(undefined);
    page.expired();
    const signed = page.signIn({ user: "ann", password: "correct horse" });
    answers.get("POST")?.(201, ann);
    await signed;
    answers.get("GET")?.(401, refusal);
    await begun;
    assert.deepEqual(page.standing.value, { type: "signedIn", session: ann });
});

test("nothing is expected before a link has signed in, and that it did is remembered", async () => {
    const { account: page, answers, asked } = account(true);
    const begun = page.begin("abc");
    assert.deepEqual(page.standing.value, { type: "unknown" });
    answers.get("POST")?.(201, ann);
    await begun;
    assert.deepEqual([page.standing.value, asked], [{ type: "signedIn", session: ann }, [true]]);
});

test("why a link did not sign in is said to who is nobody, and who is somebody goes on", async () => {
    for (const isSomebody of [false, true]) {
        const { account: page, answers } = account(true);
        const begun = page.begin("abc");
        answers.get("POST")?.(401, refusal);
        for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
        answers.get("GET")?.(isSomebody ? 200 : 401, isSomebody ? ann : refusal);
        await Promise.race([begun, new Promise((resolve) => setTimeout(resolve, 0))]);
        const { value } = page.standing;
        assert.deepEqual(value.type === "signedOut" ? value.problem?.detail : value.type, isSomebody ? "signedIn" : refusal.detail);
    }
});
