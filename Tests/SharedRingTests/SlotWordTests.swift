import Testing

@testable import SharedRing

@Suite struct SlotWordTests {
    @Test(arguments: [0, 1, 0xFFFF_FFFF, 0x1_0000_0000, UInt64.max - 1, UInt64.max])
    func `A published word gives back what it was made of`(position: UInt64) {
        let word = SlotWord(position: position, ticket: 1023, generation: 0x1F_FFFF)
        #expect(word.isPublished)
        #expect(word.lead(over: position) == 0)
        #expect(word.ticket == 1023)
        #expect(word.matches(generation: 0x1F_FFFF))
        #expect(!word.matches(generation: 0x1F_FFFE))
    }

    @Test(arguments: [0, 0xFFFF_FFFF, UInt64.max])
    func `A word of another lap is ahead or behind by that lap, also across the wrap-around`(position: UInt64)
    {
        #expect(SlotWord(freeAt: position &+ 8).lead(over: position) == 8)
        #expect(SlotWord(freeAt: position).lead(over: position &+ 8) == -8)
        #expect(SlotWord(freeAt: position) != SlotWord(freeAt: position &+ 8))
    }

    @Test func `A free word is not published`() {
        #expect(!SlotWord(freeAt: UInt64.max).isPublished)
    }

    @Test func `A position and its publication differ from each other and from ticket 0 of generation 0`() {
        #expect(SlotWord(freeAt: 7) != SlotWord(position: 7, ticket: 0, generation: 0))
    }
}
