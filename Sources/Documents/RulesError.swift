/// Everything that is wrong with rules, found in one pass.
package struct RulesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    package struct Fault: Hashable, Sendable {
        /// Where in the document, as a JSON pointer (RFC 6901).
        package let place: String
        /// Ends a sentence that begins with the place.
        package let detail: String
    }

    package let faults: [Fault]

    /// More are counted, not named.
    private static let named = 50

    /// A sentence for each, in the order of their places.
    package var description: String {
        let sentences = faults.prefix(Self.named).map {
            "\($0.place.isEmpty ? "The document" : $0.place) \($0.detail)."
        }
        let more = faults.count - sentences.count
        return (sentences + (more > 0 ? ["\(more) more faults."] : [])).joined(separator: " ")
    }
}
