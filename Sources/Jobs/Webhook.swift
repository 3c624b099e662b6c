/// Where somebody wants to be told of a job's end: an HTTP or HTTPS URL.
package struct Webhook: Hashable, Sendable {
    /// As long as a command has room for.
    package static let maximumBytes = 300

    /// The URL as it was given.
    package let url: String

    /// Nil for a URL that is too long or that `HTTPPlace` does not take.
    package init?(_ url: String) {
        guard url.utf8.count <= Self.maximumBytes, HTTPPlace(url) != nil else { return nil }
        self.url = url
    }

    /// The name or address that it leads to.
    package var host: String { HTTPPlace(url)?.host ?? "" }

    /// Whether it can be seen to lead to an address that is not public, nor in `allowed`. Where a name leads is only
    /// known when it is looked up.
    package func isPlainlyPrivate(allowing allowed: AddressRanges) -> Bool {
        guard let place = HTTPPlace(url) else { return true }
        guard let address = place.address else {
            return place.host == "localhost" || place.host.hasSuffix(".localhost")
                ? !allowed.containsLoopback : false
        }
        return !address.isPublic && !allowed.contains(address)
    }
}

extension AddressRanges {
    /// Whether what every machine calls `localhost` is in it.
    fileprivate var containsLoopback: Bool {
        ["127.0.0.1", "::1"].contains { text in IPAddress(text).map { contains($0) } ?? false }
    }
}

extension Webhook: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        guard let webhook = Webhook(try reader.readText()) else { throw .malformed }
        self = webhook
    }

    package func write(to writer: inout WireWriter) {
        writer.write(url)
    }
}
