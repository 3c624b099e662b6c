/// Encoded images made by hand: headers and endings are real, the compressed data is not.
enum SampleImages {
    /// A PNG with a header, some data and an end.
    static func png(width: UInt32, height: UInt32, dataBytes: Int = 100) -> [UInt8] {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header = word(13) + Array("IHDR".utf8) + word(width) + word(height) + [8, 2, 0, 0, 0] + word(0)
        let data = word(UInt32(dataBytes)) + Array("IDAT".utf8) + noise(dataBytes) + word(0)
        return signature + header + data + pngEnd
    }

    static let pngEnd: [UInt8] = [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]

    /// A JPEG: `segments` between its beginning and the frame header `marker`.
    static func jpeg(
        width: UInt16, height: UInt16, marker: UInt8 = 0xC0, segments: [[UInt8]] = [], dataBytes: Int = 100
    ) -> [UInt8] {
        let frame = frame(width: width, height: height, marker: marker)
        let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]
        return [0xFF, 0xD8] + segments.flatMap { $0 } + frame + scan + noise(dataBytes) + [0xFF, 0xD9]
    }

    static func frame(width: UInt16, height: UInt16, marker: UInt8) -> [UInt8] {
        [0xFF, marker, 0, 11, 8] + half(height) + half(width) + [1, 1, 0x11, 0]
    }

    /// A segment with `contents`, such as APP1.
    static func segment(_ marker: UInt8, _ contents: [UInt8]) -> [UInt8] {
        [0xFF, marker] + half(UInt16(contents.count + 2)) + contents
    }

    /// Bytes below 0x80 that never look like a marker; the same in every run.
    private static func noise(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) & 0x7F }
    }

    private static func word(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    private static func half(_ value: UInt16) -> [UInt8] {
        [UInt8(value >> 8), UInt8(value & 0xFF)]
    }
}
