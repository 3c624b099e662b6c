// The little of node's own types that the tests need.
declare module "node:test" {
    export function test(name: string, body: () => void | Promise<void>): void;
}

declare module "node:assert/strict" {
    interface Assert {
        equal(actual: unknown, expected: unknown): void;
        deepEqual(actual: unknown, expected: unknown): void;
        match(actual: string, pattern: RegExp): void;
        ok(value: unknown): void;
    }
    const assert: Assert;
    export default assert;
}
