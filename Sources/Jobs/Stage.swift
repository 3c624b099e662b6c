/// What a processor is doing with its job, in the order in which it happens. The raw value is the form in the
/// scoreboard.
package enum Stage: UInt32, CaseIterable, Hashable, Sendable {
    case starting = 0
    case decoding = 1
    case preparing = 2
    case recognising = 3
    case rendering = 4
    case writing = 5

    /// The word in documents and on the page.
    package var name: String { "\(self)" }
}
