package import Jobs

/// What the queue grants a user.
package struct FairTerms: Hashable, Sendable {
    package var weight: Weight
    /// How many jobs run at once, at least one; nil for any number.
    package let mostRunning: Int?

    package init(weight: Weight = .normal, mostRunning: Int? = nil) {
        self.weight = weight
        self.mostRunning = mostRunning.map { max(1, $0) }
    }
}
