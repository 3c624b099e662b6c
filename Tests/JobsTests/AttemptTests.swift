import Jobs
import Testing

@Suite struct AttemptTests {
    @Test(
        arguments: [
            (.completed, "completed"), (.lost, "lost"), (.cancelled, "cancelled"),
            (.handedBack, "handed_back"), (.limit(.stallLimit), "limit:stall_limit"),
            (.failed(.badImage), "failed:bad_image"),
            (.failed(.crashed), "failed:crashed"), (.signal(11), "signal:11"), (.signal(0), "signal:0"),
            (.exit(3), "exit:3"), (.exit(-1), "exit:-1"), (.signal(.max), "signal:2147483647"),
        ] as [(AttemptEnd, String)])
    func everyEndHasATextThatLeadsBack(end: AttemptEnd, text: String) {
        #expect(end.text == text)
        #expect(AttemptEnd(text: text) == end)
    }

    @Test(
        arguments: [
            "", ":", "completed:", ":completed", "completed:1", "lost:lost", "Lost", "signal", "signal:",
            "signal:x",
            "signal:011", "signal:+11", "signal: 11", "signal:2147483648", "exit", "exit:", "exit:1:2",
            "failed", " lost",
        ])
    func anyOtherTextIsNone(text: String) {
        #expect(AttemptEnd(text: text) == nil)
    }

    @Test(
        arguments: [(11, "SIGSEGV"), (9, "SIGKILL"), (31, "SIGSYS"), (42, "signal 42")] as [(Int32, String)])
    func signalsHaveNames(number: Int32, name: String) {
        #expect(AttemptEnd.signalName(number) == name)
    }
}
