/// What a user's jobs of one day have taken of the quotas. A job belongs to the day, in UTC, on which it was submitted or
/// retried.
package struct DayUse: Hashable, Sendable {
    /// How long attempts that ended have held processors.
    package var heldMilliseconds: Int64
    /// How long jobs that have not ended will probably hold them.
    package var predictedMilliseconds: Int64
    /// Pixels of the images that were submitted.
    package var pixels: Int64

    package init(heldMilliseconds: Int64 = 0, predictedMilliseconds: Int64 = 0, pixels: Int64 = 0) {
        self.heldMilliseconds = heldMilliseconds
        self.predictedMilliseconds = predictedMilliseconds
        self.pixels = pixels
    }

    /// What counts as processor time so far.
    package var processorMilliseconds: Int64 { heldMilliseconds + predictedMilliseconds }
}
