import CTestImages
import Glibc

/// A PNG to be written, by libpng itself and not by the code under test.
package struct PNGFile {
    /// As PNG numbers them.
    package enum ColourType: Int32, CaseIterable, Sendable {
        case grey = 0
        case rgb = 2
        case palette = 3
        case greyAlpha = 4
        case rgba = 6

        package var channels: Int {
            switch self {
            case .grey, .palette: 1
            case .greyAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }

        /// Bits of a sample.
        package var depths: [Int] {
            switch self {
            case .grey: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            case .greyAlpha, .rgb, .rgba: [8, 16]
            }
        }
    }

    package var width: Int
    package var height: Int
    package var type: ColourType
    package var depth: Int
    package var isInterlaced = false
    /// Red, green and blue of each entry.
    package var palette: [UInt8] = []
    package var paletteAlpha: [UInt8] = []
    package var transparentGrey: Int?
    package var pixelsPerMetre = 0

    package init(width: Int, height: Int, type: ColourType = .grey, depth: Int = 8) {
        self.width = width
        self.height = height
        self.type = type
        self.depth = depth
    }

    package var rowBytes: Int { (width * type.channels * depth + 7) / 8 }

    /// The file, with the sample of each place as `sample(x, y, channel)` says.
    package func encode(_ sample: (Int, Int, Int) -> Int) -> [UInt8] {
        encode(rows: rows(sample))
    }

    /// The samples, packed as PNG packs them.
    package func rows(_ sample: (Int, Int, Int) -> Int) -> [UInt8] {
        var rows = [UInt8](repeating: 0, count: rowBytes * height)
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<type.channels {
                    let bit = (x * type.channels + channel) * depth
                    put(sample(x, y, channel), at: y * rowBytes * 8 + bit, in: &rows)
                }
            }
        }
        return rows
    }

    private func put(_ value: Int, at bit: Int, in rows: inout [UInt8]) {
        if depth == 16 {
            rows[bit / 8] = UInt8(value >> 8)
            rows[bit / 8 + 1] = UInt8(value & 0xFF)
        } else {
            rows[bit / 8] |= UInt8(value << (8 - depth - bit % 8))
        }
    }

    package func encode(rows: [UInt8]) -> [UInt8] {
        unsafe palette.withUnsafeBufferPointer { colours in
            unsafe paletteAlpha.withUnsafeBufferPointer { alpha in
                var png = unsafe test_png(
                    width: UInt32(width), height: UInt32(height), depth: Int32(depth),
                    colour_type: type.rawValue, interlaced: isInterlaced, palette: colours.baseAddress,
                    palette_count: Int32(colours.count / 3), palette_alpha: alpha.baseAddress,
                    palette_alpha_count: Int32(alpha.count), grey_key: Int32(transparentGrey ?? -1),
                    pixels_per_metre: UInt32(pixelsPerMetre))
                return unsafe taken(test_png_encode(&png, rows))
            }
        }
    }

    /// Reads a file back: its properties, and its rows as they are packed.
    package static func decode(_ file: [UInt8]) -> (PNGFile, rows: [UInt8]) {
        var png = unsafe test_png()
        let rows = unsafe taken(test_png_rows(file, file.count, &png))
        var result = unsafe PNGFile(
            width: Int(png.width), height: Int(png.height),
            type: ColourType(rawValue: png.colour_type) ?? .grey, depth: Int(png.depth))
        result.isInterlaced = unsafe png.interlaced
        return (result, rows)
    }
}

/// The bytes as an array; frees them.
func taken(_ bytes: test_bytes) -> [UInt8] {
    defer { unsafe free(bytes.bytes) }
    return unsafe Array(UnsafeBufferPointer(start: bytes.bytes, count: bytes.count))
}
