import Testing

@testable import SharedRing

@Suite struct ServiceMeasuresTests {
    private static var full: ServiceMeasures {
        var measures = ServiceMeasures()
        for kind in 0..<QueueCounters.kindLimit {
            measures.waits[kind].add(Double(kind) / 10)
            for _ in 0...kind { measures.runs[kind].add(Double(kind)) }
            measures.oldestWaits[kind] = .milliseconds(kind)
        }
        measures.commits.add(5000)
        measures.ended = Array(20..<20 + ServiceMeasures.stateLimit)
        measures.attempts = Array(40..<40 + ServiceMeasures.mannerLimit)
        return measures
    }

    @Test func `Measures that were published are read; before, nothing was counted`() throws {
        try withRingPlace { place in
            let reader = ScoreboardReader(instance: place.instance)
            #expect(reader.measures() == nil)
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            #expect(ScoreboardReader(instance: place.instance).measures() == ServiceMeasures())
            owner.publish(Self.full)
            #expect(ScoreboardReader(instance: place.instance).measures() == Self.full)
        }
    }

    @Test func `Counters and slots lie beside the measures and stay as they are`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 2)
            let counters = QueueCounters(
                waiting: 1, running: 2, processorsAlive: 3, processorsWanted: 4, forkserverReady: true,
                beat: .seconds(1))
            owner.publish(counters)
            try owner.use(slot: 0)
            try ScoreboardWriter(descriptor: owner.descriptor, slot: 0).begin(
                jobHigh: 1, jobLow: 2, kind: 0, attempt: 1, startedMilliseconds: 0, now: .zero)
            owner.publish(Self.full)
            let reader = ScoreboardReader(instance: place.instance)
            #expect(reader.counters() == counters)
            #expect(reader.entries().map(\.jobLow) == [2])
        }
    }

    @Test func `Any words are measures, and never more than there are`() {
        for word in [UInt64.max, 1 << 63, Double.nan.bitPattern, Double.infinity.bitPattern] {
            let words = [UInt64](repeating: word, count: ServiceMeasures.wordCount)
            let measures = ServiceMeasures(words: words)
            #expect(measures.commits.sum.isFinite)
            #expect(measures.words.count == ServiceMeasures.wordCount)
            #expect(measures.ended.allSatisfy { $0 >= 0 })
        }
    }

    @Test func `A value is counted in the first class that it is not too large for`() {
        var histogram = Histogram(bounds: [1, 10])
        for value in [-1.0, 0, 1, 1.5, 10, 11, .nan] { histogram.add(value) }
        #expect(histogram.counts == [3, 2, 1])
        #expect(histogram.sum == 22.5)
    }

    @Test func `Whoever watches sees how full the ring is`() throws {
        try withRingPlace { place in
            #expect(place.producer().use() == nil)
            let consumer = try place.consumer(slots: 16)
            let watcher = place.producer()
            #expect(watcher.use() == RingUse(commands: 0, slots: 16))
            let segment = try place.segment()
            _ = segment.ring.claim()
            _ = segment.ring.claim()
            #expect(watcher.use()?.commands == 2)
            withExtendedLifetime(consumer) {}
        }
    }
}
