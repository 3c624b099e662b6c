/// Headers of a request that a few routes look at.
package struct RequestHeaders: Hashable, Sendable {
    package var accept: String?
    package var authorization: String?
    /// Where a browser says that the request comes from: `same-origin`, `same-site`, `cross-site` or `none`.
    package var fetchSite: String?
    /// `http` or `https`, as a server in front of nginx says that the client asked.
    package var forwardedScheme: String?
    package var host: String?
    package var ifNoneMatch: String?
    package var lastEventID: String?
    package var origin: String?
    package var prefer: String?
    package var requestedWith: String?
    package var upgrade: String?
    /// `http` or `https`, as the client asked.
    package var scheme: String?
    /// What `Parking` said of the request before it waited; nil for a request that has not waited. Only the web server
    /// can set it.
    package var parked: String?

    /// From CGI parameters.
    init(_ parameter: (String) -> String?) {
        accept = parameter("HTTP_ACCEPT")
        authorization = parameter("HTTP_AUTHORIZATION")
        fetchSite = parameter("HTTP_SEC_FETCH_SITE")
        forwardedScheme = parameter("HTTP_X_FORWARDED_PROTO")
        host = parameter("HTTP_HOST")
        ifNoneMatch = parameter("HTTP_IF_NONE_MATCH")
        lastEventID = parameter("HTTP_LAST_EVENT_ID")
        origin = parameter("HTTP_ORIGIN")
        prefer = parameter("HTTP_PREFER")
        requestedWith = parameter("HTTP_X_REQUESTED_WITH")
        upgrade = parameter("HTTP_UPGRADE")
        scheme = parameter("REQUEST_SCHEME")
        parked = parameter("PARKED").flatMap { $0.isEmpty ? nil : $0 }
    }
}
