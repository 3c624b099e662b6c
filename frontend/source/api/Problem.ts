import { texts } from "../texts/texts";

/** What went wrong, as the service's problem documents say it, or as the page found out by itself. */
export class Problem extends Error {
    /**
     * @param code       a stable name; `unreachable`, `too_slow` and `unexpected_answer` are the page's own
     * @param detail     a sentence for people
     * @param status     the HTTP status; 0 when there was no answer
     * @param retryAfter seconds after which the service asks to be asked again
     */
    constructor(readonly code: string, readonly detail: string, readonly status = 0, readonly retryAfter?: number) {
        super(detail);
        this.name = "Problem";
    }

    /** The service gave no answer of its own: trying again later may help, changing the request will not. */
    get isOutage(): boolean {
        return this.code !== "stopped" && (this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504);
    }

    /** Whether the same request may be accepted later: an outage, trouble of the service, or too much at once. */
    get mayPass(): boolean {
        const isOwn = this.code === "unreachable" || this.code === "too_slow";
        return isOwn || this.status === 429 || this.status >= 500 || this.isForeign;
    }

    /** Something between the page and the service answered in its place, such as a hotel's sign-in page. */
    get isForeign(): boolean {
        return this.code === "unexpected_answer" && this.status > 0 && this.status < 500;
    }

    /** Nobody is signed in, or not any more. */
    get isSignedOut(): boolean {
        return this.status === 401;
    }

    /** The problem that any caught value stands for. */
    static from(error: unknown): Problem {
        if (error instanceof Problem) return error;
        return new Problem("unexpected_answer", texts.problems.ownFault);
    }

    static unreachable(): Problem {
        return new Problem("unreachable", texts.problems.unreachable);
    }

    static tooSlow(): Problem {
        return new Problem("too_slow", texts.problems.tooSlow);
    }

    /** What was given up on purpose. */
    static stopped(): Problem {
        return new Problem("stopped", texts.problems.stopped);
    }

    /** The answer is none that the service gives. */
    static unreadable(status: number): Problem {
        return new Problem("unexpected_answer", texts.problems.unreadable, status);
    }

    /** The problem in an answer with an error status; a body that is no problem document still makes one. */
    static fromAnswer(status: number, body: string, retryAfter?: string | null): Problem {
        const document = parseObject(body);
        const { code, detail } = document;
        const seconds = /^\d+$/.test(retryAfter ?? "") ? Number(retryAfter) : undefined;
        if (typeof code === "string" && typeof detail === "string") return new Problem(code, detail, status, seconds);
        return new Problem("unexpected_answer", texts.problems.status(status), status, seconds);
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
