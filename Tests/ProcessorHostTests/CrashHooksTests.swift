import Jobs
import Testing

@testable import ProcessorHost

@Suite struct CrashHooksTests {
    private func assignment(_ kind: JobKind, width: Int?, attempt: Int = 1) -> Assignment {
        Assignment(
            id: JobID(high: 1, low: 2), attempt: attempt, kind: kind, options: JobOptions(width: width),
            image: nil)
    }

    @Test func `without variables nothing crashes`() {
        let hooks = CrashHooks { _ in nil }
        #expect(!hooks.apply(to: assignment(.ascii, width: 100)))
        #expect(!hooks.apply(to: assignment(.ascii, width: nil)))
    }

    @Test func `only ascii jobs of the width crash`() {
        let hooks = CrashHooks { $0 == "PLATEN_TEST_CRASH_WIDTH" ? "13" : nil }
        #expect(hooks.apply(to: assignment(.ascii, width: 13, attempt: 5)))
        #expect(!hooks.apply(to: assignment(.ascii, width: 14)))
        #expect(!hooks.apply(to: assignment(.ocr, width: 13)))
    }

    @Test func `only ascii jobs of the width hang`() {
        let hooks = CrashHooks { $0 == "PLATEN_TEST_STALL_WIDTH" ? "13" : nil }
        #expect(hooks.stalls(assignment(.ascii, width: 13)))
        #expect(!hooks.stalls(assignment(.ascii, width: 14)))
        #expect(!hooks.stalls(assignment(.ocr, width: 13)))
        #expect(!hooks.apply(to: assignment(.ascii, width: 13)))
    }

    @Test func `the other variable crashes the first attempt alone`() {
        let hooks = CrashHooks { $0 == "PLATEN_TEST_CRASH_ONCE_WIDTH" ? "13" : nil }
        #expect(hooks.apply(to: assignment(.ascii, width: 13, attempt: 1)))
        #expect(!hooks.apply(to: assignment(.ascii, width: 13, attempt: 2)))
    }
}
