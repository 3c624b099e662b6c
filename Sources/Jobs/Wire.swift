/// Writes values one after the other: integers little-endian, text as a 16-bit length and UTF-8, optionals as a
/// flag byte and the value. The reader must ask for the same values in the same order.
package struct WireWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(reserving capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func write(_ value: some FixedWidthInteger) {
        for index in 0..<(value.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> (index * 8)))
        }
    }

    /// - Precondition: at most 65,535 bytes of UTF-8.
    package mutating func write(_ text: String) {
        precondition(text.utf8.count <= Int(UInt16.max), "text too long for its 16-bit length")
        write(UInt16(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    package mutating func write<Value>(
        optional value: Value?, _ body: (inout WireWriter, Value) -> Void
    ) {
        write(UInt8(value == nil ? 0 : 1))
        if let value { body(&self, value) }
    }
}

/// Reads what `WireWriter` wrote.
package struct WireReader: Sendable {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// Whether everything was read.
    package var isAtEnd: Bool { rest.isEmpty }

    /// - Throws: `WireError.truncated`.
    package mutating func read<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) throws(WireError)
        -> Value
    {
        var value: Value = 0
        for (index, byte) in try take(Value.bitWidth / 8).enumerated() {
            value |= Value(truncatingIfNeeded: UInt64(byte)) << (index * 8)
        }
        return value
    }

    /// - Throws: `WireError`, also for bytes that are not UTF-8.
    package mutating func readText() throws(WireError) -> String {
        let count = Int(try read(UInt16.self))
        guard let text = String(validating: try take(count), as: UTF8.self) else { throw .malformed }
        return text
    }

    /// - Throws: `WireError`, and what `body` throws.
    package mutating func readOptional<Value>(
        _ body: (inout WireReader) throws(WireError) -> Value
    ) throws(WireError) -> Value? {
        switch try read(UInt8.self) {
        case 0: nil
        case 1: try body(&self)
        default: throw .malformed
        }
    }

    private mutating func take(_ count: Int) throws(WireError) -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw .truncated }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}

/// Bytes that are not what this version of the project writes.
package enum WireError: Error, Hashable, Sendable {
    /// They end too early.
    case truncated
    /// A value is outside its type's range, or of a later version.
    case malformed
}

/// A value with a binary form.
package protocol WireCodable {
    /// - Throws: `WireError`.
    init(from reader: inout WireReader) throws(WireError)
    func write(to writer: inout WireWriter)
}

extension WireCodable {
    /// The whole wire form.
    package var wireBytes: [UInt8] {
        var writer = WireWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// The value whose whole wire form is `bytes`.
    /// - Throws: `WireError`; `.malformed` also when bytes are left over.
    package init(wireBytes bytes: [UInt8]) throws(WireError) {
        var reader = WireReader(bytes)
        try self.init(from: &reader)
        guard reader.isAtEnd else { throw .malformed }
    }
}
