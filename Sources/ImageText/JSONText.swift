/// Writes one JSON text from its beginning to its end. The caller opens, closes and names in the right order.
struct JSONText {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    mutating func object(_ body: (inout JSONText) -> Void) { enclose("{", "}", body) }

    mutating func array(_ body: (inout JSONText) -> Void) { enclose("[", "]", body) }

    /// The name of the member whose value is written next.
    mutating func name(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func number(_ value: Int) { element("\(value)") }

    /// With at most two decimal places.
    /// - Precondition: finite, and below 10¹⁵ in size.
    mutating func number(_ value: Double) {
        let hundredths = Int((value * 100).rounded())
        let rest = String(abs(hundredths) % 100 + 100).dropFirst()
        element("\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(rest)")
    }

    mutating func boolean(_ value: Bool) { element(value ? "true" : "false") }

    mutating func string(_ value: String) {
        element("\"")
        for byte in value.utf8 { append(escaping: byte) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(escaping byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0..<0x20: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
        default: bytes.append(byte)
        }
    }

    private mutating func element(_ text: String) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes += text.utf8
        needsComma = true
    }

    private mutating func enclose(_ open: String, _ close: String, _ body: (inout JSONText) -> Void) {
        element(open)
        needsComma = false
        body(&self)
        bytes += close.utf8
        needsComma = true
    }
}
