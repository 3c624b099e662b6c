/// A short piece of a job's text around what was searched for.
package struct Excerpt: Hashable, Sendable {
    /// Neighbouring pieces, in order.
    package var pieces: [Piece]

    package struct Piece: Hashable, Sendable {
        package var text: String
        /// Whether it is what was searched for.
        package var isHit: Bool

        package init(_ text: String, isHit: Bool = false) {
            (self.text, self.isHit) = (text, isHit)
        }
    }

    package init(_ pieces: [Piece]) {
        self.pieces = pieces
    }
}
