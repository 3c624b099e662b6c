internal import Jobs
internal import Logging

/// Writes each line at once, in one piece, to standard error.
struct LineLogHandler: LogHandler {
    let part: String
    let format: LogFormat
    let now: @Sendable () -> Timestamp
    let write: @Sendable (String) -> Void
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
        let fields = all.sorted { $0.key < $1.key }.map { LogLine.Field($0.key, "\($0.value)") }
        let line = LogLine(
            time: now(), level: event.level.rawValue, part: part, message: "\(event.message)", fields: fields)
        write(line.text(format))
    }
}
