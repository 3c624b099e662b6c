import Glibc
import Jobs

/// Lines on standard error, which the supervisor's own log takes in: of the forkserver, and of processors that have not
/// opened their image yet.
enum Log {
    private static let part = "platen-processor"
    private static let format = LogFormat(
        setting: environment("PLATEN_LOG_FORMAT") ?? LogFormat.automatic,
        isTerminal: isatty(STDERR_FILENO) == 1)
    private static let isDetailed = ["trace", "debug"].contains(environment("PLATEN_LOG_LEVEL"))

    /// Looks at the environment, so that a fork need not.
    static func prepare() {
        _ = (format, isDetailed)
    }

    /// Writes one line about something that is wrong.
    static func write(_ message: String) {
        write("error", message, [])
    }

    /// Writes one line about what happens, for those who look closely.
    static func trace(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [LogLine.Field]) {
        if isDetailed { write("debug", message(), fields()) }
    }

    /// In one system call.
    private static func write(_ level: String, _ message: String, _ fields: [LogLine.Field]) {
        let line = LogLine(time: now, level: level, part: part, message: message, fields: fields)
        let bytes = Array(line.text(format).utf8)
        unsafe _ = bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    private static func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
