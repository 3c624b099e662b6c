/// How urgent a job is to its owner, among the owner's own jobs only: the higher runs earlier. 0 when nothing is said.
package struct Priority: Hashable, Sendable, Comparable {
    package let value: Int8

    package static let range = -10...10
    /// Of a job of which nothing is said.
    package static let normal = Priority(checked: 0)

    /// Nil outside `range`.
    package init?(_ value: Int) {
        guard Self.range.contains(value) else { return nil }
        self.value = Int8(value)
    }

    private init(checked value: Int8) { self.value = value }

    package static func < (first: Priority, second: Priority) -> Bool { first.value < second.value }
}
