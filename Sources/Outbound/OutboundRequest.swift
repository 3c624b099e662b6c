package import Jobs

/// A request to another server, over HTTP or HTTPS. Redirects are not followed, and proxies that the environment names
/// are not used.
package struct OutboundRequest: Hashable, Sendable {
    package var method = "GET"
    /// Absolute, `http` or `https`.
    package var url: String
    /// Whole lines, `Name: value`.
    package var headers: [String] = []
    /// Empty for none.
    package var body: [UInt8] = []
    /// The host's only addresses: no other is connected to, whatever its name resolves to. Nil where libcurl looks for
    /// them itself.
    package var addresses: [IPAddress]?
    /// The Unix socket that leads to the server; nil for one that is reached by its host and port.
    package var socketPath: String?
    package var connectTimeout: Duration = .seconds(5)
    /// From the beginning to the end of the response.
    package var timeout: Duration = .seconds(15)
    /// The largest body of a response. A larger one fails the request.
    package var maximumBytes = 64 << 10
    /// Whether the connection may be one that an earlier request left, and is left for a later one.
    package var reusesConnection = false

    package init(url: String) {
        self.url = url
    }
}
