import Jobs
import SharedRing
import Testing

@testable import WebAPI

@Suite struct CommandReplyTests {
    static let verdicts: [Verdict] = [
        .accepted, .failed, .malformed, .stopping, .refused, .unknownJob, .overloaded, .overQuota,
        .quarantined,
    ]
    /// Those that speak of another job, which has the command's key.
    static let ofKeys: [Verdict] = [.repeated, .mismatch]

    @Test(arguments: verdicts + ofKeys)
    func `The only verdict on a command is believed`(verdict: Verdict) {
        #expect(CommandReply(.verdict(verdict.rawValue)) == .verdict(verdict))
    }

    @Test(arguments: verdicts)
    func `On a command that was taken before, nothing but its success is certain`(verdict: Verdict) {
        let reply = CommandReply(.verdict(verdict.rawValue, wasTakenBefore: true))
        #expect(reply == (verdict == .accepted ? .verdict(.accepted) : .unknown))
    }

    @Test(arguments: ofKeys)
    func `A key that another job has was not this command's doing, so that is certain`(verdict: Verdict) {
        let reply = CommandReply(.verdict(verdict.rawValue, wasTakenBefore: true))
        #expect(reply == .verdict(verdict))
    }

    @Test func `No verdict, or one of a later version, is none`() {
        #expect(CommandReply(.unavailable) == .unavailable)
        #expect(CommandReply(.unknown) == .unknown)
        #expect(CommandReply(.verdict(200)) == .unknown)
    }
}
