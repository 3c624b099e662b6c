import Testing

@testable import SharedRing

@Suite struct UserLoadTests {
    private static func counters(_ users: [UserLoad]) -> QueueCounters {
        var counters = QueueCounters(
            waiting: 5, running: 2, processorsAlive: 3, processorsWanted: 4, forkserverReady: true,
            beat: .seconds(7))
        counters.users = users.count
        counters.jobsByUser = users
        return counters
    }

    /// Publishes `users`, lets `damage` change words of the first of them, and reads.
    private static func read(
        _ users: [UserLoad], damage: (_ store: (Int, UInt64) -> Void) -> Void = { _ in }
    ) throws -> QueueCounters? {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            owner.publish(counters(users))
            let segment = try ScoreboardSegment.attach(instance: place.instance, isWritable: true)
            damage { index, word in
                let place = ScoreboardLayout.countersOffset + 8 * (1 + QueueCounters.firstUserWord + index)
                segment.segment.mapping.overwrite(wordAt: place, with: word)
            }
            return ScoreboardReader(instance: place.instance).counters()
        }
    }

    @Test(arguments: [0, 1, 3, QueueCounters.userLimit])
    func `Users that were published are read in their order`(count: Int) throws {
        let users = (0..<count).map {
            UserLoad(name: "user-\($0)@example", jobs: 1_000_000 - $0, running: $0 * 3)
        }
        #expect(try Self.read(users) == Self.counters(users))
    }

    @Test func `Names of every length that fits come back, in any letters`() throws {
        for length in [1, 7, 8, 9, 63, UserLoad.nameLimit] {
            let users = [UserLoad(name: String(repeating: "x", count: length), jobs: .max)]
            #expect(try Self.read(users)?.jobsByUser == users)
        }
        let users = [UserLoad(name: "Zoë ✓", jobs: 1)]
        #expect(try Self.read(users)?.jobsByUser == users)
    }

    @Test func `A name without a place is left out, and so are users beyond the limit`() throws {
        let misfits = [
            UserLoad(name: "", jobs: 9),
            UserLoad(name: String(repeating: "x", count: UserLoad.nameLimit + 1), jobs: 8),
            UserLoad(name: "none", jobs: 0), UserLoad(name: "negative", jobs: -1),
        ]
        let users = (0...QueueCounters.userLimit).map { UserLoad(name: "user-\($0)", jobs: 7) }
        #expect(try Self.read(misfits + users)?.jobsByUser == Array(users.dropLast()))
    }

    @Test func `Fewer users leave nothing of those before them`() throws {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            let reader = ScoreboardReader(instance: place.instance)
            owner.publish(
                Self.counters([UserLoad(name: "a-long-name", jobs: 2), UserLoad(name: "b", jobs: 1)]))
            owner.publish(Self.counters([UserLoad(name: "c", jobs: 1)]))
            #expect(reader.counters()?.jobsByUser == [UserLoad(name: "c", jobs: 1)])
        }
    }

    @Test(arguments: [0, 65, 1 << 32, UInt64(Int.max), .max])
    func `A user whose name has an impossible length is left out, others stay`(length: UInt64) throws {
        let users = [UserLoad(name: "ann", jobs: 2), UserLoad(name: "bob", jobs: 1)]
        let read = try Self.read(users) { store in store(1, length) }
        #expect(read?.jobsByUser == [users[1]])
        #expect(read?.waiting == 5)
    }

    @Test(arguments: [0xFF, 0x80, 0x61C3, 0xBFBF_EDED] as [UInt64])
    func `A user whose name is no UTF-8 is left out, others stay`(bytes: UInt64) throws {
        let users = [UserLoad(name: "anna", jobs: 2), UserLoad(name: "bob", jobs: 1)]
        let read = try Self.read(users) { store in store(2, bytes) }
        #expect(read?.jobsByUser == [users[1]])
    }

    @Test func `A count beyond all counts is the largest`() throws {
        let read = try Self.read([UserLoad(name: "ann", jobs: 2)]) { store in store(0, .max) }
        #expect(read?.jobsByUser == [UserLoad(name: "ann", jobs: .max)])
    }

    @Test func `Any bits make counters`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            var words = (0..<QueueCounters.wordCount).map { _ in UInt64.random(in: 0 ... .max, using: &random)
            }
            for user in 0..<QueueCounters.userLimit {
                words[QueueCounters.firstUserWord + user * UserLoad.wordCount + 1] %= 70
            }
            for load in QueueCounters(words: words).jobsByUser {
                #expect((1...UserLoad.nameLimit).contains(load.name.utf8.count) && load.jobs > 0)
            }
        }
    }

    @Test func `The counters end before the first slot's page`() {
        #expect(
            ScoreboardLayout.countersOffset + 8 * (QueueCounters.wordCount + 1) <= SegmentHeader.bytes)
    }
}
