import Spool
import TestSupport
import Testing

@Suite struct DiskRoomTests {
    @Test func `the reserve is at most a twentieth of the volume`() {
        let room = DiskRoom(freeBytes: 49, totalBytes: 1000)
        #expect(room.reserve(atMost: 1 << 40) == 50 && room.reserve(atMost: 49) == 49)
        #expect(room.isShort(reserve: 1 << 40))
        #expect(!room.isShort(reserve: 49))
        #expect(!DiskRoom(freeBytes: 0, totalBytes: 1000).isShort(reserve: 0))
    }

    @Test func `a volume tells its size and what is free`() throws {
        try withTemporaryFolder { folder in
            let room = try Spool(folder: folder).room()
            #expect(room.totalBytes > 0)
            #expect((0...room.totalBytes).contains(room.freeBytes))
        }
    }

    @Test func `a folder that is not there is an error`() {
        #expect(throws: SpoolError.self) { try Spool(folder: "/no/such/folder").room() }
    }
}
