/// Jobs whose time counts more or less than that of others. All that a condition names must be so.
package struct JobCondition: Hashable, Sendable {
    /// Nil for any kind.
    package var kinds: Set<JobKind>?
    /// Jobs with more pixels; nil for any number.
    package var pixelsOver: Int?
    /// Jobs with no more pixels; nil for any number.
    package var pixelsUpTo: Int?
    /// When the job begins; nil for any time.
    package var hours: DayHours?
    /// Jobs that waited for longer than so many seconds; nil for any time.
    package var waitedOver: Double?
    /// By how much their time counts less: at 2 the user pays half of it.
    package var factor: Double

    package init(
        kinds: Set<JobKind>? = nil, pixelsOver: Int? = nil, pixelsUpTo: Int? = nil, hours: DayHours? = nil,
        waitedOver: Double? = nil, factor: Double
    ) {
        self.kinds = kinds
        self.pixelsOver = pixelsOver
        self.pixelsUpTo = pixelsUpTo
        self.hours = hours
        self.waitedOver = waitedOver
        self.factor = factor
    }

    /// What is known of a job that is about to begin.
    package struct Circumstances: Hashable, Sendable {
        package var kind: JobKind
        package var pixels: Int
        /// How long it waited, in seconds.
        package var waited: Double
        package var now: Timestamp

        package init(kind: JobKind, pixels: Int, waited: Double, now: Timestamp) {
            self.kind = kind
            self.pixels = pixels
            self.waited = waited
            self.now = now
        }
    }

    package func isMet(by job: Circumstances) -> Bool {
        if let kinds, !kinds.contains(job.kind) { return false }
        if let pixelsOver, job.pixels <= pixelsOver { return false }
        if let pixelsUpTo, job.pixels > pixelsUpTo { return false }
        if let hours, !hours.contains(job.now) { return false }
        if let waitedOver, job.waited <= waitedOver { return false }
        return true
    }
}
