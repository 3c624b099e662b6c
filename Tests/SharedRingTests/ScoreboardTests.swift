import CPlatform
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SharedRing

@Suite struct ScoreboardTests {
    @Test func `What a processor enters is read by owner and reader`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 3)
            let reader = ScoreboardReader(instance: place.instance)
            try owner.use(slot: 1)
            let writer = try ScoreboardWriter(descriptor: owner.descriptor, slot: 1)
            writer.begin(
                jobHigh: 10, jobLow: 20, kind: 3, attempt: 2, startedMilliseconds: -5,
                now: .milliseconds(1500))
            writer.update(stage: 4, progress: 0.25, now: .milliseconds(1600))
            let entry = ScoreboardEntry(
                slot: 1, processID: getpid(), jobHigh: 10, jobLow: 20, kind: 3, attempt: 2, stage: 4,
                progress: 0.25,
                startedMilliseconds: -5, beat: .milliseconds(1600))
            #expect(owner.read(slot: 1) == entry)
            #expect(reader.entries() == [entry])
            #expect(reader.entry(jobHigh: 10, jobLow: 20) == entry)
            #expect(reader.entry(jobHigh: 10, jobLow: 21) == nil)
            #expect(owner.read(slot: 0) == nil)
        }
    }

    @Test func `A new job starts without the progress of the one before it`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            let writer = try ScoreboardWriter(descriptor: owner.descriptor, slot: 0)
            writer.begin(jobHigh: 1, jobLow: 1, kind: 0, attempt: 1, startedMilliseconds: 0, now: .zero)
            writer.update(stage: 3, progress: 1, now: .zero)
            writer.begin(jobHigh: 2, jobLow: 2, kind: 0, attempt: 1, startedMilliseconds: 0, now: .zero)
            let entry = try #require(owner.read(slot: 0))
            #expect((entry.jobHigh, entry.stage, entry.progress) == (2, 0, 0))
        }
    }

    @Test func `A slot is free after its end, and after it was cleared`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 2)
            for slot in 0..<2 {
                let writer = try ScoreboardWriter(descriptor: owner.descriptor, slot: slot)
                writer.begin(jobHigh: 1, jobLow: 1, kind: 0, attempt: 1, startedMilliseconds: 0, now: .zero)
                if slot == 0 { writer.end() } else { owner.clear(slot: slot) }
                #expect(owner.read(slot: slot) == nil)
            }
        }
    }

    @Test func `A slot whose processor died in the middle of a change is unreadable until it is cleared`()
        throws
    {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            let segment = try ScoreboardSegment.attach(instance: place.instance, isWritable: true)
            let sequence = segment.layout.slot(0)
            segment.segment.mapping.overwrite(wordAt: sequence, with: 7)
            segment.segment.mapping.overwrite(wordAt: sequence + 8, with: 1)
            #expect(owner.read(slot: 0) == nil)
            owner.clear(slot: 0)
            #expect(owner.read(slot: 0) == nil)
            let writer = try ScoreboardWriter(descriptor: owner.descriptor, slot: 0)
            writer.begin(jobHigh: 1, jobLow: 1, kind: 0, attempt: 1, startedMilliseconds: 0, now: .zero)
            #expect(owner.read(slot: 0) != nil)
        }
    }

    @Test(arguments: [
        (Double.nan, 0.0), (.infinity, 1), (-.infinity, 0), (-1, 0), (2, 1), (.signalingNaN, 0), (0.5, 0.5),
    ])
    func `Progress is brought between 0 and 1, whatever a processor wrote`(written: Double, read: Double)
        throws
    {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            let writer = try ScoreboardWriter(descriptor: owner.descriptor, slot: 0)
            writer.begin(jobHigh: 1, jobLow: 1, kind: 0, attempt: 1, startedMilliseconds: 0, now: .zero)
            writer.update(stage: 1, progress: written, now: .zero)
            #expect(owner.read(slot: 0)?.progress == read)
        }
    }

    @Test func `Any bits in a slot can be read`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            let segment = try ScoreboardSegment.attach(instance: place.instance, isWritable: true)
            var random = SystemRandomNumberGenerator()
            for _ in 0..<500 {
                for index in 0...ScoreboardEntry.Word.allCases.count {
                    segment.segment.mapping.overwrite(
                        wordAt: segment.layout.slot(0) + 8 * index, with: random.next())
                }
                segment.segment.mapping.overwrite(wordAt: segment.layout.slot(0), with: random.next() & ~1)
                let entry = try #require(owner.read(slot: 0))
                #expect((0...1).contains(entry.progress))
            }
        }
    }

    // MARK: Access

    @Test(arguments: [-1, 2, 5000])
    func `There is no writer for a slot that does not exist`(slot: Int) throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 2)
            #expect(
                failure { try ScoreboardWriter(descriptor: owner.descriptor, slot: slot) } == .damaged)
        }
    }

    @Test func `There is no writer for what is no scoreboard`() throws {
        try withRingPlace { place in
            _ = try place.consumer()
            let commands = try place.segment().segment.descriptor
            #expect(failure { try ScoreboardWriter(descriptor: commands.number, slot: 0) } == .damaged)
        }
    }

    @Test func `A writer reaches one page alone`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 3)
            _ = try ScoreboardWriter(descriptor: owner.descriptor, slot: 2)
            let layout = ScoreboardLayout(slots: 3)
            let pages = Set([0, 1, 2].map { layout.slot($0) / ScoreboardLayout.pageBytes })
            #expect(pages.count == 3)
            #expect(pages.min() == ScoreboardLayout.headBytes / ScoreboardLayout.pageBytes)
            #expect((ScoreboardEntry.Word.allCases.count + 1) * 8 <= ScoreboardLayout.pageBytes)
        }
    }

    // MARK: Counters

    @Test func `Counters that were published are read; before, there are none`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            let reader = ScoreboardReader(instance: place.instance)
            #expect(reader.counters() == nil)
            var counters = QueueCounters(
                waiting: 5, running: 2, processorsAlive: 3, processorsWanted: 4, forkserverReady: true,
                beat: .seconds(7))
            counters.oldestWait = .milliseconds(1234)
            (counters.accepted, counters.completed, counters.failed) = (11, 12, 13)
            (counters.endedInSecond, counters.endedInMinute) = (14, 15)
            (counters.scheduled, counters.users) = (16, 17)
            counters.waitingByKind = Array(20..<20 + QueueCounters.kindLimit)
            owner.publish(counters)
            #expect(reader.counters() == counters)
        }
    }

    // MARK: Size

    @Test func `A large scoreboard takes memory for the slots in use alone`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 4096)
            let reader = ScoreboardReader(instance: place.instance)
            for slot in 0..<3 {
                try owner.use(slot: slot)
                try ScoreboardWriter(descriptor: owner.descriptor, slot: slot).begin(
                    jobHigh: 1, jobLow: 1, kind: 0, attempt: 1, startedMilliseconds: 0, now: .zero)
            }
            try owner.use(slot: 0)
            #expect(reader.entries().map(\.slot) == [0, 1, 2])
            var facts = stat()
            try #require(unsafe fstat(owner.descriptor, &facts) == 0)
            #expect(
                facts.st_blocks * 512 == ScoreboardLayout.headBytes + 3 * ScoreboardLayout.pageBytes)
        }
    }

    @Test func `A count of used slots that cannot be is no more than there are`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 2)
            let segment = try ScoreboardSegment.attach(instance: place.instance, isWritable: true)
            segment.segment.mapping.overwrite(wordAt: ScoreboardLayout.usedOffset, with: .max)
            #expect(ScoreboardReader(instance: place.instance).entries() == [])
            #expect(owner.read(slot: 1) == nil)
        }
    }

    // MARK: Owners come and go

    @Test func `A reader finds the next scoreboard after the first was retired`() throws {
        try withRingPlace { place in
            let reader = ScoreboardReader(instance: place.instance)
            #expect(reader.entries() == [])
            #expect(reader.problem?.code == .absent)
            let old = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            #expect(reader.entries() == [])
            #expect(reader.problem == nil)
            let new = try ScoreboardOwner.create(instance: place.instance, slots: 5)
            #expect(try !old.isLinked())
            try new.use(slot: 4)
            try ScoreboardWriter(descriptor: new.descriptor, slot: 4)
                .begin(jobHigh: 1, jobLow: 1, kind: 0, attempt: 1, startedMilliseconds: 0, now: .zero)
            #expect(reader.entries().map(\.slot) == [4])
            #expect(new.retire() == nil)
            #expect(reader.entries() == [])
        }
    }

    @Test func `What processors write into a removed scoreboard is copied to the next one`() throws {
        try withRingPlace { place in
            let old = try ScoreboardOwner.create(instance: place.instance, slots: 3)
            try old.use(slot: 1)
            let writer = try ScoreboardWriter(descriptor: old.descriptor, slot: 1)
            writer.begin(jobHigh: 1, jobLow: 2, kind: 3, attempt: 4, startedMilliseconds: 5, now: .zero)
            let reader = ScoreboardReader(instance: place.instance)
            let entries = reader.entries()
            let new = try ScoreboardOwner.create(instance: place.instance, slots: 3)
            #expect(reader.entries() == [])
            try new.copy(old)
            #expect(reader.entries() == entries)
            writer.update(stage: 2, progress: 0.5, now: .zero)
            try new.copy(old)
            #expect(reader.entries().map(\.progress) == [0.5])
            old.clear(slot: 1)
            try new.copy(old)
            #expect(reader.entries() == [])
        }
    }

    // MARK: Torture

    @Test func `A reader never sees a part of a change`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            let reader = ScoreboardReader(instance: place.instance)
            let descriptor = owner.descriptor
            try owner.use(slot: 0)
            let enough = Atomic<Bool>(false)
            let writing = Background {
                try Self.write(into: descriptor) { enough.load(ordering: .acquiring) }
            }
            var seen: Set<UInt32> = []
            var torn: [ScoreboardEntry] = []
            let wasEnough = eventually {
                for entry in reader.entries() {
                    seen.insert(entry.attempt)
                    if !entry.isOfOneChange { torn.append(entry) }
                }
                return seen.count >= 2_000
            }
            enough.store(true, ordering: .releasing)
            try writing.value()
            #expect(torn == [])
            #expect(wasEnough)
        }
    }

    /// Enters numbered jobs, some at once after the other, some after a moment, so that reads succeed and are
    /// disturbed.
    private static func write(into descriptor: Int32, until isEnough: () -> Bool) throws {
        let writer = try ScoreboardWriter(descriptor: descriptor, slot: 0)
        var number: UInt32 = 1
        while !isEnough() {
            writer.begin(
                jobHigh: UInt64(number), jobLow: ~UInt64(number), kind: 0, attempt: number,
                startedMilliseconds: Int64(number), now: .nanoseconds(Int64(number)))
            number += 1
            for _ in 0..<Int.random(in: 0...100) where isEnough() { return }
        }
    }
}

extension ScoreboardEntry {
    /// Whether all values follow from the same number, as the torture's writer enters them.
    fileprivate var isOfOneChange: Bool {
        let number = UInt64(attempt)
        return jobHigh == number && jobLow == ~number && startedMilliseconds == Int64(attempt)
            && beat == .nanoseconds(Int64(attempt)) && stage == 0
    }
}
