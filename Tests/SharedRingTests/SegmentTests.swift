import Foundation
import Testing

@testable import SharedRing

@Suite struct SegmentTests {
    @Test(arguments: ["", "a/b", "ä", "a b", String(repeating: "x", count: 65)])
    func `An instance name that cannot be a file's name is refused`(instance: String) {
        #expect(failure { try SegmentKind.commands.name(of: instance) } == .invalidName)
    }

    @Test func `Both segments are for their owner alone`() throws {
        try withRingPlace { place in
            _ = try place.consumer()
            _ = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            for name in [place.commandsName, place.scoreboardName] {
                let attributes = try FileManager.default.attributesOfItem(atPath: "/dev/shm" + name)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test func `A name without a segment is absent`() throws {
        try withRingPlace { place in
            _ = try Doorbell.create(place.doorbell)
            #expect(failure { try place.segment() } == .absent)
        }
    }

    @Test(arguments: [
        (0, SharedMemoryError.Code.notReady), (100, .damaged), (4095, .damaged), (8192, .notReady),
    ])
    func `A segment that its maker has not finished, or that is too short, is refused`(
        bytes: Int, code: SharedMemoryError.Code
    ) throws {
        try withRingPlace { place in
            _ = try Doorbell.create(place.doorbell)
            try Data(count: bytes).write(to: place.commandsFile)
            #expect(failure { try place.segment() } == code)
        }
    }

    @Test(arguments: [
        (SegmentHeader.magicOffset, SharedMemoryError.Code.damaged),
        (SegmentHeader.layoutOffset, .otherLayout),
        (SegmentHeader.sizeOffset, .damaged), (SegmentHeader.slotsOffset, .damaged),
        (SegmentHeader.retiredOffset, .retired),
    ])
    func `A segment whose header differs in one word is refused for it`(
        offset: Int, code: SharedMemoryError.Code
    ) throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            #expect(failure { try place.segment() } == nil)
            let mapping = try place.segment().segment.mapping
            mapping.increment(wordAt: offset)
            #expect(failure { try place.segment() } == code)
            #expect(try consumer.isLinked())
        }
    }

    @Test(arguments: [-4096, 4096])
    func `A segment whose size is not what its header says is refused`(difference: Int) throws {
        try withRingPlace { place in
            _ = try place.consumer()
            let bytes = CommandLayout(slots: 8).bytes + difference
            #expect(unsafe truncate("/dev/shm" + place.commandsName, bytes) == 0)
            #expect(failure { try place.segment() } == .damaged)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can make a file of another user"))
    func `A segment of another user is neither used nor replaced`() throws {
        try withRingPlace { place in
            _ = try place.consumer()
            #expect(unsafe chown("/dev/shm" + place.commandsName, 65_534, 65_534) == 0)
            #expect(failure { try place.segment() } == .otherOwner)
            #expect(failure { try place.consumer() } == .otherOwner)
        }
    }

    @Test func `A segment of another layout is replaced by its next owner`() throws {
        try withRingPlace { place in
            let old = try place.consumer()
            let mapping = try place.segment().segment.mapping
            mapping.increment(wordAt: SegmentHeader.layoutOffset)
            let new = try place.consumer()
            #expect(try !old.isLinked())
            #expect(try new.isLinked())
            #expect(old.generation != new.generation)
        }
    }

    @Test func `A segment whose name cannot be looked up is neither here nor gone, and stays in use`() throws
    {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let scoreboard = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            let producer = place.producer()
            #expect(producer.consumerBeat() != nil)
            // A link in its place: looking it up fails, and not because nothing is there.
            for name in [place.commandsName, place.scoreboardName] {
                let path = "/dev/shm" + name
                try FileManager.default.moveItem(atPath: path, toPath: path + "-moved")
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
            }
            #expect(failure { try consumer.isLinked() } == .system)
            #expect(failure { try scoreboard.isLinked() } == .system)
            #expect(producer.consumerBeat() != nil)
            for name in [place.commandsName, place.scoreboardName] {
                let path = "/dev/shm" + name
                try FileManager.default.removeItem(atPath: path)
                try FileManager.default.moveItem(atPath: path + "-moved", toPath: path)
            }
            #expect(try consumer.isLinked())
            #expect(try scoreboard.isLinked())
        }
    }

    @Test func `A full file system or another fault is a system error with its reason`() {
        let error = SharedMemoryError("create /x", result: -ENOSPC)
        #expect(error.code == .system)
        #expect(error.description.contains("No space left on device"))
    }
}

extension RingPlace {
    fileprivate var commandsFile: URL { URL(filePath: "/dev/shm" + commandsName) }
}

/// The code of the error that `body` throws; nil when it throws none.
func failure<Result>(_ body: () throws -> Result) -> SharedMemoryError.Code? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? SharedMemoryError)?.code
    }
}
