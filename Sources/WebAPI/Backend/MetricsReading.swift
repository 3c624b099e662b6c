import SharedRing

/// What the service has counted, as shared memory shows it.
protocol MetricsReading: Sendable {
    /// Nil when no supervisor has ever run, or none is there.
    func metrics() -> ServiceMetrics?
    /// What users were promised and got of the processors; nil as above.
    func shares() -> ShareTable?
}

/// The numbers that are shown over time.
struct ServiceMetrics: Hashable, Sendable {
    var counters: QueueCounters
    var measures: ServiceMeasures
    /// Nil when the ring cannot be seen.
    var ring: RingUse?
}
