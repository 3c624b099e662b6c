import SharedRing

/// Reads what the supervisor counts from the two segments in shared memory.
struct SharedMetrics: MetricsReading {
    let scoreboard: ScoreboardReader
    let producer: CommandProducer

    func metrics() -> ServiceMetrics? {
        guard let counters = scoreboard.counters(), let measures = scoreboard.measures() else { return nil }
        return ServiceMetrics(counters: counters, measures: measures, ring: producer.use())
    }

    func shares() -> ShareTable? { scoreboard.shares() }
}
