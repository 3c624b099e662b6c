/** What went wrong, as the service's problem documents say it, or as the page found out by itself. */
export class Problem extends Error {
    /**
     * @param code   a stable name; `unreachable`, `too_slow` and `unexpected_answer` are the page's own
     * @param detail a sentence for people
     * @param status the HTTP status; 0 when there was no answer
     */
    constructor(readonly code: string, readonly detail: string, readonly status = 0) {
        super(detail);
        this.name = "Problem";
    }

    /** The service gave no answer of its own: trying again later may help, changing the request will not. */
    get isOutage(): boolean {
        return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
    }

    /** The problem that any caught value stands for. */
    static from(error: unknown): Problem {
        if (error instanceof Problem) return error;
        return new Problem("unexpected_answer", "Something unexpected happened on this page. Reload it.");
    }

    static unreachable(): Problem {
        return new Problem("unreachable", "The service cannot be reached.");
    }

    static tooSlow(): Problem {
        return new Problem("too_slow", "The service did not answer in time.");
    }

    /** The problem in an answer with an error status; a body that is no problem document still makes one. */
    static fromAnswer(status: number, body: string): Problem {
        const document = parseObject(body);
        const { code, detail } = document;
        if (typeof code === "string" && typeof detail === "string") return new Problem(code, detail, status);
        return new Problem("unexpected_answer", `The service answered with status ${status}.`, status);
    }
}

function parseObject(text: string): Record<string, unknown> {
    try {
        const value: unknown = JSON.parse(text);
        return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
    } catch {
        return {}; // Not JSON: the answer is of something between the page and the service.
    }
}
