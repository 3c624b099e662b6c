/// What a user's share is in proportion to: twice the weight is twice the processor time. Zero, negative and
/// infinite weights and those that are no number cannot be made, and none is so small that its user stands still.
package struct Weight: Hashable, Sendable {
    package let value: Double

    package static let range = 0.001...1000.0
    /// Of a user of whom nothing is said.
    package static let normal = Weight(checked: 1)

    /// Nil outside `range`, and for what is no number.
    package init?(_ value: Double) {
        guard Self.range.contains(value) else { return nil }
        self.value = value
    }

    private init(checked value: Double) { self.value = value }
}
