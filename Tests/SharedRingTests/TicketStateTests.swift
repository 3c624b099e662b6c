import Testing

@testable import SharedRing

@Suite struct TicketStateTests {
    @Test(arguments: [TicketState.Phase.idle, .filled, .taken, .answered])
    func `A state gives back its phase and generation`(phase: TicketState.Phase) {
        let state = TicketState(phase, generation: 12_345)
        #expect(state.phase == phase)
        #expect(state.generation == 12_345)
        #expect(!state.isRetired)
    }

    @Test func `The generation after the last one is 0`() {
        let last = TicketState(.answered, generation: (1 << 29) - 1)
        #expect(last.renewed == TicketState(.idle, generation: 0))
    }

    @Test func `Retirement changes the word and nothing else about it`() {
        let state = TicketState(.taken, generation: 9)
        let retired = TicketState(bits: state.bits | TicketState.retiredBit)
        #expect(retired.isRetired)
        #expect(retired.phase == .taken)
        #expect(retired.generation == 9)
        #expect(retired != state)
    }
}
