import Glibc
import Jobs

/// Crashes and hangs on purpose, for tests of isolation and limits: only with these variables in the forkserver's
/// environment.
/// `PLATEN_TEST_CRASH_WIDTH=N` crashes every `ascii` job of that width, `PLATEN_TEST_CRASH_ONCE_WIDTH=N` only its
/// first attempt; `PLATEN_TEST_STALL_WIDTH=N` makes every such job hang.
struct CrashHooks {
    private let always: Int?
    private let once: Int?
    private let stall: Int?

    init(environment: (String) -> String?) {
        always = environment("PLATEN_TEST_CRASH_WIDTH").flatMap { Int($0) }
        once = environment("PLATEN_TEST_CRASH_ONCE_WIDTH").flatMap { Int($0) }
        stall = environment("PLATEN_TEST_STALL_WIDTH").flatMap { Int($0) }
    }

    /// Whether this attempt is to crash.
    func apply(to assignment: Assignment) -> Bool {
        guard assignment.kind == .ascii, let width = assignment.options.width else { return false }
        return width == always || (width == once && assignment.attempt == 1)
    }

    /// Whether this attempt is to hang.
    func stalls(_ assignment: Assignment) -> Bool {
        guard assignment.kind == .ascii, let width = assignment.options.width else { return false }
        return width == stall
    }
}
