import Jobs

/// `GET /api/events`: hands the connection to the web server, which passes the user's events on, as server-sent events
/// or over a WebSocket.
struct FollowEvents: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let user = try request.user()
        try Self.checkOrigin(request.headers)
        let cursor = try cursor(request.headers.lastEventID ?? request.query["last_event_id"])
        guard Self.isWebSocket(request.headers) || Self.takesEvents(request.headers) else {
            throw Problem(
                .notAcceptable,
                "Ask with the header Accept: text/event-stream, or open a WebSocket.")
        }
        if request.method == "HEAD" {
            return Response(status: 200, mediaType: "text/event-stream", body: [])
        }
        // Without a supervisor there is nothing to tell; one that starts finds who reads by itself.
        _ = backend.commands.send(.follow(user), thread: request.thread)
        let response = Response.handedOver(to: "@events").adding("X-Platen-Channel", user.channel)
        return cursor.map { response.adding("X-Platen-Cursor", $0) } ?? response
    }

    private static func isWebSocket(_ headers: RequestHeaders) -> Bool {
        headers.upgrade?.lowercased() == "websocket"
    }

    private static func takesEvents(_ headers: RequestHeaders) -> Bool {
        (headers.accept ?? "").split(separator: ",").contains {
            HeaderValue(String($0)).value == "text/event-stream"
        }
    }

    /// A browser lets any page open a WebSocket anywhere, and says only which page it is.
    private static func checkOrigin(_ headers: RequestHeaders) throws(Problem) {
        guard headers.hasOwnOrigin else {
            throw Problem(
                .foreignRead,
                "A page of another site may not read this. Use the page of the service itself.")
        }
    }

    /// Cursors are the ids of events: seconds since 1970, and a number within the second. From one that is yet to come,
    /// as where the clock was set back, nothing could go on: nil, as without one.
    private func cursor(_ text: String?) throws(Problem) -> String? {
        guard let text, !text.isEmpty else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ Self.isNumber($0) }) else {
            throw Problem(.invalidCursor, "Last-Event-ID must be the id of an event, unchanged.")
        }
        let seconds = Int64(parts[0]) ?? .max
        return seconds <= backend.now().milliseconds / 1000 ? text : nil
    }

    private static func isNumber(_ text: Substring) -> Bool {
        (1...10).contains(text.utf8.count)
            && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
