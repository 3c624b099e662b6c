internal import Glibc
package import Jobs
package import Logging

/// The log of the service's programs: the one place where it is set up.
package enum ServiceLog {
    /// The log of the program `part`, on standard error, as the settings want it.
    package static func logger(_ part: String, _ settings: ServiceSettings) -> Logger {
        logger(part, format: settings.logFormat, level: Logger.Level(rawValue: settings.logLevel) ?? .info)
    }

    /// The same for what must be said whether the settings can be read or not.
    package static func logger(_ part: String, environment: [String: String]) -> Logger {
        logger(part, format: environment["PLATEN_LOG_FORMAT"] ?? LogFormat.automatic, level: .info)
    }

    private static func logger(_ part: String, format: String, level: Logger.Level) -> Logger {
        let format = LogFormat(setting: format, isTerminal: isatty(STDERR_FILENO) == 1)
        return Logger(label: part) { label in
            LineLogHandler(part: label, format: format, now: wallClock, write: write, logLevel: level)
        }
    }

    @Sendable private static func wallClock() -> Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// In one system call, so that lines of several processes do not mix. Nobody is left to tell when it fails.
    @Sendable private static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in _ = unsafe Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
    }
}
