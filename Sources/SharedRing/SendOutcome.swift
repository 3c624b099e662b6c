/// What became of a record that was sent.
package enum SendOutcome: Hashable, Sendable {
    /// The consumer's answer.
    case verdict(UInt32)
    /// Nobody took it in time; it was withdrawn, and nothing happened or will.
    case unavailable
    /// It was taken, and no answer came in time: it may or may not have been carried out.
    case unknown
}
