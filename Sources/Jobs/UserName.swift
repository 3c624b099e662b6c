/// Who a job belongs to. 1 to 64 bytes of letters, digits and `. _ - @ +`: safe in a URL, a header, a log line
/// and on a terminal.
package struct UserName: Hashable, Sendable, Codable {
    package static let maximumBytes = 64
    /// The user of requests that name none.
    package static let guest = UserName(trusted: "guest")

    package let text: String

    /// Nil when `text` is empty, too long or has a character outside the set.
    package init?(_ text: String) {
        guard (1...Self.maximumBytes).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else {
            return nil
        }
        self.text = text
    }

    private init(trusted text: String) {
        self.text = text
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let name = UserName(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a user name")
        }
        self = name
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: ".-_@+".utf8.contains(byte)
        }
    }
}

extension UserName: CustomStringConvertible {
    package var description: String { text }
}
