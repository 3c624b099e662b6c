/// What became of a record that was sent.
package enum SendOutcome: Hashable, Sendable {
    /// The consumer's verdict, with its answer where there is one. `wasTakenBefore`: an earlier consumer took the record too and did not answer; it may have
    /// carried out what this one did not.
    case verdict(UInt32, answer: [UInt8] = [], wasTakenBefore: Bool = false)
    /// Nobody took it in time; it was withdrawn, and nothing happened or will.
    case unavailable
    /// It was taken, and no answer came in time: it may or may not have been carried out.
    case unknown
}
