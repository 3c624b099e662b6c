/// When a job will probably begin, in seconds from now.
package struct StartForecast: Hashable, Sendable {
    /// Half of such jobs begin by then.
    package var median: Double
    /// Nine of ten such jobs begin by then.
    package var late: Double

    package init(median: Double, late: Double) {
        (self.median, self.late) = (median, late)
    }
}
