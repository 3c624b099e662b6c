/// The languages of a text, as Tesseract names its models: `eng`, or several joined by `+`, the likeliest first.
package struct Languages: Hashable, Sendable {
    /// At least one, none twice.
    package let names: [String]

    package static let usual = Languages(["eng"])
    /// More would only make reading slower and worse.
    package static let most = 8
    /// The longest name of one.
    private static let mostBytes = 32

    private init(_ names: [String]) {
        self.names = names
    }

    /// Nil for what names no languages, installed or not.
    package init?(_ text: String) {
        let names = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        guard (1...Self.most).contains(names.count), names.allSatisfy(Self.isName),
            Set(names).count == names.count
        else { return nil }
        self.names = names
    }

    package var text: String { names.joined(separator: "+") }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, name.utf8.count <= mostBytes else { return false }
        return first.properties.isAlphabetic
            && name.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }
}

extension Languages: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let languages = Languages(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no languages: \(text)")
        }
        self = languages
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
