import Foundation
import TestSupport
import Testing

@testable import SharedRing

@Suite struct TicketBlockTests {
    @Test func `Every holder has a block of its own, until none is left`() throws {
        try withRingPlace { place in
            let blocks = (0..<CommandLayout.blocks).map { _ in TicketBlock(path: place.lock) }
            let firsts = blocks.compactMap { $0.firstTicket() }
            #expect(firsts == (0..<CommandLayout.blocks).map { $0 * CommandLayout.ticketsPerBlock })
            let late = TicketBlock(path: place.lock)
            #expect(late.firstTicket() == nil)
            #expect(late.problem?.code == .noFreeBlock)
        }
    }

    @Test func `A block is kept from one use to the next`() throws {
        try withRingPlace { place in
            let block = TicketBlock(path: place.lock)
            #expect(block.firstTicket() == 0)
            #expect(block.firstTicket() == 0)
        }
    }

    @Test func `A block whose holder is gone is given to the next one`() throws {
        try withRingPlace { place in
            var holder: TicketBlock? = TicketBlock(path: place.lock)
            #expect(holder?.firstTicket() == 0)
            holder = nil
            // A process that another test starts has copies of all descriptors until it runs its program.
            #expect(eventually { TicketBlock(path: place.lock).firstTicket() == 0 })
        }
    }

    @Test func `The lock file is for its owner alone`() throws {
        try withRingPlace { place in
            _ = TicketBlock(path: place.lock).firstTicket()
            let attributes = try FileManager.default.attributesOfItem(atPath: place.lock)
            #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
        }
    }

    @Test func `A lock file that cannot be made is a problem with a reason`() throws {
        try withRingPlace { place in
            let block = TicketBlock(path: place.folder + "/missing/lock")
            #expect(block.firstTicket() == nil)
            #expect(block.problem?.code == .absent)
        }
    }
}
