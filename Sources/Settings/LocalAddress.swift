internal import Jobs

/// Addresses that nginx can listen on.
enum LocalAddress {
    /// The address as nginx and sockets take it: `localhost` becomes `127.0.0.1`. Nil when it is no address.
    static func normalised(_ text: String) -> String? {
        if text == "localhost" { return "127.0.0.1" }
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
        return IPAddress(bare)?.description
    }

    /// Whether only this machine can reach the normalised address.
    static func isLoopback(_ text: String) -> Bool { text == "::1" || text.hasPrefix("127.") }
}
