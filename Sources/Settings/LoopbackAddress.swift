/// Addresses that only this machine can reach.
enum LoopbackAddress {
    /// The address as nginx and sockets take it: `localhost` becomes `127.0.0.1`. Nil when others could reach it
    /// or when it is no address.
    static func normalised(_ text: String) -> String? {
        if text == "localhost" { return "127.0.0.1" }
        if text == "::1" || text == "[::1]" { return "::1" }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, parts.first == 127, !parts.contains(nil) else { return nil }
        return text
    }
}
