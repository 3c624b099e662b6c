package import Jobs

/// A host that is to be told something.
package struct DeliveryHost: Hashable, Sendable {
    package var name: String
    /// When the first of its deliveries is due.
    package var nextAt: Timestamp

    package init(name: String, nextAt: Timestamp) {
        self.name = name
        self.nextAt = nextAt
    }
}
