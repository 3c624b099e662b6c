/// A chunk of a PNG file.
struct PNGChunk {
    let bytes: [UInt8]

    init(_ name: String, _ content: [UInt8]) {
        let checked = Array(name.utf8) + content
        bytes = Self.bigEndian(UInt32(content.count)) + checked + Self.bigEndian(CRC32.of(checked))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
