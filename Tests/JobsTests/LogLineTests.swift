import Foundation
import Jobs
import Testing

@Suite struct LogLineTests {
    private func line(_ message: String, _ fields: [LogLine.Field] = []) -> LogLine {
        LogLine(
            time: Timestamp(milliseconds: 0), level: "warning", part: "platen-supervisor", message: message,
            fields: fields)
    }

    @Test func `text has time, level, part, message and what it is about`() {
        let text = line("it is late", [.init("job", "j"), .init("request_id", "r")]).text(.text)
        #expect(
            text
                == "1970-01-01T00:00:00.000Z warning platen-supervisor: it is late job=j request_id=r\n")
    }

    @Test(arguments: ["a\nb", "a\r\u{1B}[2Jb", "\u{202E}x", "\u{2028}", "\u{0}", "\u{7F}\u{85}"])
    func `what would end the line or steer a terminal is escaped in both forms`(hostile: String) throws {
        for format in LogFormat.allCases {
            let text = line(hostile, [.init("file", hostile)]).text(format)
            #expect(text.hasSuffix("\n"))
            let body = text.dropLast().unicodeScalars
            #expect(
                !body.contains {
                    $0.properties.generalCategory == .control || $0.properties.isBidiControl
                        || $0.value == 0x2028
                })
        }
    }

    @Test(arguments: ["plain", "\"quoted\" \\ back", "é 漢 😀", "\u{1}\n\t", "\u{202E}"])
    func `JSON reads back as it was`(message: String) throws {
        let text = line(message, [.init("na\"me", message)]).text(.json)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String]
        #expect(object?["message"] == message)
        #expect(object?["na\"me"] == message)
        #expect(object?["level"] == "warning")
        #expect(object?["part"] == "platen-supervisor")
        #expect(object?["time"] == "1970-01-01T00:00:00.000Z")
    }

    @Test func `the format follows the setting, and the terminal where the setting leaves it open`() {
        #expect(LogFormat(setting: "auto", isTerminal: true) == .text)
        #expect(LogFormat(setting: "auto", isTerminal: false) == .json)
        #expect(LogFormat(setting: "text", isTerminal: false) == .text)
        #expect(LogFormat(setting: "json", isTerminal: true) == .json)
    }
}
