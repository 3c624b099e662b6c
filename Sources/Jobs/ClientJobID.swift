/// A client's own name for a job, unique among the jobs of its user: 1 to 64 bytes of letters, digits and
/// `. _ : ~ -`, safe in a URL, a header and a log line. `.` and `..` are none, for a path cannot hold them.
package struct ClientJobID: Hashable, Sendable {
    package static let maximumBytes = 64
    /// With the number that `of(image:)` adds.
    private static let maximumNumberedBytes = 72

    package let text: String

    /// Nil for text that is no such name.
    package init?(_ text: String) {
        self.init(text, maximumBytes: Self.maximumBytes)
    }

    private init?(_ text: String, maximumBytes: Int) {
        guard (1...maximumBytes).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed),
            text != ".", text != ".."
        else { return nil }
        self.text = text
    }

    private init(trusted text: String) {
        self.text = text
    }

    /// The name of one of several jobs of a request: the first has the name itself, the others `name:2`, `name:3`
    /// and so on.
    package func of(image number: Int) -> ClientJobID {
        number > 1 ? ClientJobID(trusted: "\(text):\(number)") : self
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "._:~-".utf8.contains(byte)
        }
    }
}

extension ClientJobID {
    /// A name as the store kept it, numbered or not.
    package init?(stored text: String) {
        self.init(text, maximumBytes: Self.maximumNumberedBytes)
    }
}

extension ClientJobID: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        guard let name = ClientJobID(stored: try reader.readText()) else { throw .malformed }
        self = name
    }

    package func write(to writer: inout WireWriter) {
        writer.write(text)
    }
}
