import Jobs
import Logging
import Synchronization
import Testing

@testable import Logs

@Suite struct LineLogHandlerTests {
    private func lines(_ format: LogFormat, level: Logger.Level, _ body: (inout Logger) -> Void) -> [String] {
        let box = Box()
        var logger = Logger(label: "part") { part in
            LineLogHandler(
                part: part, format: format, now: { Timestamp(milliseconds: 1) }, write: { box.add($0) },
                logLevel: level)
        }
        body(&logger)
        return box.lines
    }

    private final class Box: Sendable {
        private let written = Mutex<[String]>([])
        func add(_ line: String) { written.withLock { $0.append(line) } }
        var lines: [String] { written.withLock { $0 } }
    }

    @Test func `metadata of the logger and of the line stand behind the message, sorted`() {
        let found = lines(.text, level: .info) { logger in
            logger[metadataKey: "request_id"] = "r"
            logger.warning("late", metadata: ["job": "j"])
        }
        #expect(found == ["1970-01-01T00:00:00.001Z warning part: late job=j request_id=r\n"])
    }

    @Test func `lines below the level are not written`() {
        let found = lines(.json, level: .warning) { logger in
            logger.info("no")
            logger.error("yes")
        }
        #expect(found.count == 1)
        #expect(found.first?.contains(#""message":"yes""#) == true)
    }
}
