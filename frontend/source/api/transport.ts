import { Problem } from "./Problem";

const readTimeoutMilliseconds = 10_000;
/** An upload of which nothing moves for so long has lost its way. */
const stallMilliseconds = 30_000;

/** The event of the window by which it is told that an answer was for somebody who is not signed in. */
export const refusedEvent = "platen-refused";

function refusal(...answer: Parameters<typeof Problem.fromAnswer>): Problem {
    const problem = Problem.fromAnswer(...answer);
    if (problem.isSignedOut) window.dispatchEvent(new Event(refusedEvent));
    return problem;
}

/** Asks the service; answers other than 2xx are thrown. */
export async function read(
    url: string, signal?: AbortSignal, init: RequestInit = {}, timeout = readTimeoutMilliseconds,
): Promise<Response> {
    const stopper = new AbortController();
    const stop = () => stopper.abort();
    const timer = setTimeout(stop, timeout);
    signal?.addEventListener("abort", stop);
    try {
        const response = await fetch(url, { cache: "no-cache", ...init, signal: stopper.signal });
        const body = await response.blob(); // Read here, so that the timeout counts for all of it.
        if (!response.ok) throw refusal(response.status, await body.text(), response.headers.get("Retry-After"));
        return new Response(response.status === 204 ? null : body, { status: response.status, headers: response.headers });
    } catch (error) {
        if (error instanceof Problem) throw error;
        if (signal?.aborted) throw Problem.stopped();
        throw stopper.signal.aborted ? Problem.tooSlow() : Problem.unreachable();
    } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", stop);
    }
}

export async function readJSON<Document>(url: string, signal?: AbortSignal): Promise<Document> {
    const response = await read(url, signal);
    return parse<Document>(await response.text(), response.status);
}

export async function writeJSON<Document>(method: string, url: string, body: unknown): Promise<Document> {
    const headers = { "Content-Type": "application/json" };
    const response = await read(url, undefined, { method, headers, body: JSON.stringify(body) });
    return parse<Document>(await response.text(), response.status);
}

/** Posts a form. `fetch` does not tell how much of a body was sent; this does. */
export function send<Document>(
    url: string, form: FormData, onProgress: (part: number) => void, signal: AbortSignal,
): Promise<Document> {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const watch = stallWatch(() => request.abort());
        const end = (settle: () => void) => {
            watch.end();
            settle();
        };
        request.open("POST", url);
        request.upload.onprogress = (event) => {
            watch.moved();
            if (event.lengthComputable) onProgress(event.loaded / event.total);
        };
        request.onerror = () => end(() => reject(Problem.unreachable()));
        request.onabort = () => end(() => reject(signal.aborted ? Problem.stopped() : Problem.tooSlow()));
        request.onload = () => end(() => {
            try {
                resolve(accepted<Document>(request));
            } catch (error) {
                reject(error);
            }
        });
        signal.addEventListener("abort", () => request.abort());
        request.send(form);
    });
}

function stallWatch(onStall: () => void): { moved(): void; end(): void } {
    let timer = setTimeout(onStall, stallMilliseconds);
    return {
        moved() {
            clearTimeout(timer);
            timer = setTimeout(onStall, stallMilliseconds);
        },
        end: () => clearTimeout(timer),
    };
}

function accepted<Document>(request: XMLHttpRequest): Document {
    const { status, responseText } = request;
    if (status < 200 || status > 299) throw refusal(status, responseText, request.getResponseHeader("Retry-After"));
    return parse<Document>(responseText, status);
}

function parse<Document>(body: string, status: number): Document {
    try {
        return JSON.parse(body) as Document;
    } catch {
        throw Problem.unreadable(status);
    }
}
