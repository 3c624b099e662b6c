/// The part of the supervisor's environment that the forkserver and its processors see. A process that a hostile image
/// may take over holds none of the service's secrets: what is not named here does not reach it.
struct ForkserverEnvironment {
    /// What finds programs, libraries and models, what language and time zone mean, what makes forks cheap, and how
    /// lines of the log are written.
    private static let names: Set<String> = [
        "PATH", "LD_LIBRARY_PATH", "LANG", "LANGUAGE", "TZ", "TESSDATA_PREFIX", "OMP_THREAD_LIMIT",
        "LD_BIND_NOW", "PLATEN_LOG_FORMAT", "PLATEN_LOG_LEVEL",
    ]
    /// Locale categories, and the switches of tests.
    private static let prefixes = ["LC_", "PLATEN_TEST_"]

    /// `NAME=value`, as in `environ`.
    let variables: [String]

    init(of whole: [String: String]) {
        variables = whole.filter { Self.isAllowed($0.key) }.map { "\($0.key)=\($0.value)" }.sorted()
    }

    private static func isAllowed(_ name: String) -> Bool {
        names.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }
}
