import type { StreamListener } from "./JobFeed";

let lastEvent = "";

/** The user's events from the service. The browser itself takes a cut stream up again, after the last event it had. */
export function eventStream(listener: StreamListener): () => void {
    const source = new EventSource(lastEvent === "" ? "/api/events" : `/api/events?last_event_id=${encodeURIComponent(lastEvent)}`);
    source.onopen = () => listener.onOpen();
    source.onerror = () => listener.onCut(source.readyState === EventSource.CLOSED);
    for (const type of ["job", "queue", "removed"] as const) {
        source.addEventListener(type, (event) => {
            lastEvent = event.lastEventId;
            listener.onMessage(type, String(event.data));
        });
    }
    return () => source.close();
}
