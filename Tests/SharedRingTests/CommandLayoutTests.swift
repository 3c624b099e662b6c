import Testing

@testable import SharedRing

@Suite struct CommandLayoutTests {
    @Test(arguments: [(-1, 2), (0, 2), (2, 2), (3, 4), (1000, 1024), (65_536, 65_536), (Int.max, 65_536)])
    func `The number of slots is rounded up to a power of two within its limits`(wanted: Int, slots: Int) {
        #expect(CommandLayout(slots: wanted).slots == slots)
    }

    @Test(arguments: [0, 1, 3, 65_537, 131_072, UInt64.max])
    func `A header's number that cannot be gives no layout`(slots: UInt64) {
        #expect(CommandLayout(slots: slots) == nil)
    }

    @Test func `Slots and tickets do not overlap, and the last ticket ends with the segment`() {
        let layout = CommandLayout(slots: 2)
        #expect(layout.slot(at: UInt64.max) + 8 <= layout.ticket(0))
        #expect(layout.ticket(CommandLayout.tickets) == layout.bytes)
        #expect(CommandLayout.answerInTicket >= CommandLayout.recordInTicket + CommandLayout.recordBytes)
        #expect(
            layout.ticket(1) - layout.ticket(0) == CommandLayout.answerInTicket + CommandLayout.answerBytes)
    }

    @Test func `Every ticket can be named by a slot`() {
        #expect(CommandLayout.tickets <= SlotWord.ticketLimit)
    }
}
