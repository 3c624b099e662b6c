/// Headers of a request that a few routes look at.
package struct RequestHeaders: Hashable, Sendable {
    package var accept: String?
    package var host: String?
    package var ifNoneMatch: String?
    package var lastEventID: String?
    package var origin: String?
    package var prefer: String?
    package var upgrade: String?
    /// `http` or `https`, as the client asked.
    package var scheme: String?
    /// What `Parking` said of the request before it waited; nil for a request that has not waited. Only the web server
    /// can set it.
    package var parked: String?

    /// From CGI parameters.
    init(_ parameter: (String) -> String?) {
        accept = parameter("HTTP_ACCEPT")
        host = parameter("HTTP_HOST")
        ifNoneMatch = parameter("HTTP_IF_NONE_MATCH")
        lastEventID = parameter("HTTP_LAST_EVENT_ID")
        origin = parameter("HTTP_ORIGIN")
        prefer = parameter("HTTP_PREFER")
        upgrade = parameter("HTTP_UPGRADE")
        scheme = parameter("REQUEST_SCHEME")
        parked = parameter("PARKED").flatMap { $0.isEmpty ? nil : $0 }
    }
}
