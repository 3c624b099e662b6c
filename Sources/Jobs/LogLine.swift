/// One line of the log, for people or for programs. Whatever stands in it, it stays one line and steers no terminal.
package struct LogLine: Hashable, Sendable {
    package var time: Timestamp
    /// By its name in swift-log.
    package var level: String
    /// The program that says it.
    package var part: String
    package var message: String
    /// What it is about, such as `job` and `request_id`, in the order in which it is shown.
    package var fields: [Field]

    /// A name and what it stands for.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(time: Timestamp, level: String, part: String, message: String, fields: [Field] = []) {
        self.time = time
        self.level = level
        self.part = part
        self.message = message
        self.fields = fields
    }

    /// With its newline.
    package func text(_ format: LogFormat) -> String {
        switch format {
        case .json: json + "\n"
        case .text: plain + "\n"
        }
    }

    private var plain: String {
        let about = fields.map { " \($0.name)=\($0.value.visible)" }.joined()
        return "\(time.rfc3339) \(level) \(part): \(message.visible)\(about)"
    }

    private var json: String {
        let known = [
            Field("time", time.rfc3339), Field("level", level), Field("part", part),
            Field("message", message),
        ]
        return "{" + (known + fields).map { "\($0.name.quoted):\($0.value.quoted)" }.joined(separator: ",")
            + "}"
    }
}

extension String {
    /// With control characters and those that end lines or turn the direction of writing as `\u{…}`.
    fileprivate var visible: String {
        guard unicodeScalars.contains(where: \.isInvisible) else { return self }
        return unicodeScalars.map { $0.isInvisible ? "\\u{\(String($0.value, radix: 16))}" : "\($0)" }
            .joined()
    }

    /// As a string of JSON (RFC 8259), the same characters escaped.
    package var quoted: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.isInvisible:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension Unicode.Scalar {
    fileprivate var isInvisible: Bool {
        // Nearly all there is, told without a table.
        if (0x20...0x7E).contains(value) { return false }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        default: return properties.isBidiControl
        }
    }
}
