import Glibc
import Jobs

/// Crashes on purpose, for tests of crash isolation: only with these variables in the forkserver's environment.
/// `PLATEN_TEST_CRASH_WIDTH=N` crashes every `ascii` job of that width, `PLATEN_TEST_CRASH_ONCE_WIDTH=N` only its
/// first attempt.
struct CrashHooks {
    private let always: Int?
    private let once: Int?

    init(environment: (String) -> String?) {
        always = environment("PLATEN_TEST_CRASH_WIDTH").flatMap { Int($0) }
        once = environment("PLATEN_TEST_CRASH_ONCE_WIDTH").flatMap { Int($0) }
    }

    /// Whether this attempt is to crash.
    func apply(to assignment: Assignment) -> Bool {
        guard assignment.kind == .ascii, let width = assignment.options.width else { return false }
        return width == always || (width == once && assignment.attempt == 1)
    }
}
