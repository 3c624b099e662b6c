/// How long a client wants to wait for an answer: `Prefer: wait=10` (RFC 7240).
struct WaitPreference: Hashable {
    /// More is not waited for, whatever is asked.
    static let longestSeconds = 60

    /// From 1 to `longestSeconds`.
    let seconds: Int

    /// The preference in the value of a `Prefer` header. A longer time becomes the longest. Nil without one, for no time,
    /// and for what is no whole number of seconds, which is passed over as RFC 7240 has it.
    init?(_ header: String?) {
        let items = (header ?? "").split(separator: ",").map { HeaderValue("wait; " + $0) }
        guard let text = items.lazy.compactMap({ $0.parameters["wait"] }).first, !text.isEmpty,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        let seconds = min(Int(text) ?? .max, Self.longestSeconds)
        guard seconds > 0 else { return nil }
        self.seconds = seconds
    }

    /// - Precondition: from 1 to `longestSeconds`.
    init(seconds: Int) {
        self.seconds = seconds
    }
}

extension Response {
    /// The same answer, saying that the client was waited for.
    func applying(_ wait: WaitPreference) -> Response {
        adding("Preference-Applied", "wait=\(wait.seconds)")
    }
}
