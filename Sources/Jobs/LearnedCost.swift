/// What the service has learned of the processor time that jobs of one kind and size hold, as the store keeps it.
package struct LearnedCost: Hashable, Sendable {
    /// Which jobs it was learned of.
    package struct Class: Hashable, Sendable {
        package var kind: JobKind
        /// The whole part of the binary logarithm of an image's pixels; 0 for all sizes together.
        package var size: Int

        package init(kind: JobKind, size: Int) {
            (self.kind, self.size) = (kind, size)
        }
    }

    package var ofJobs: Class
    /// Of how many jobs, up to a number from which on older ones fade.
    package var count: Int
    /// Mean of the natural logarithm of how many times the formula's seconds they held.
    package var centre: Double
    /// Its standard deviation.
    package var spread: Double

    package init(ofJobs: Class, count: Int, centre: Double, spread: Double) {
        self.ofJobs = ofJobs
        self.count = count
        self.centre = centre
        self.spread = spread
    }
}
