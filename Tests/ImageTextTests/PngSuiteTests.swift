import CImageCodecs
import Crypto
import Foundation
import TestSupport
import Testing

@testable import ImageText

/// PngSuite outside the project, decoded pixel by pixel as another decoder does it.
@Suite(.enabled(if: Corpus.isThere)) struct PngSuiteTests {
    @Test func `every valid file has the pixels that Pillow reads`() throws {
        let files = try Corpus.files("hostile/pngsuite/").filter { $0.verdict == "ok" && $0.format == "png" }
        for file in files {
            let name = URL(filePath: file.path).lastPathComponent
            let digest = SHA256.hash(data: try pixels(of: file.path))
            let text = digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            #expect(text == PngSuiteReference.digests[name], "\(name)")
        }
        #expect(files.count == PngSuiteReference.digests.count)
    }

    /// Red, green and blue of each pixel.
    private func pixels(of path: String) throws -> [UInt8] {
        var reader = try ImageReader(
            path: path, limits: ImageLimits(maximumPixels: 1 << 20, maximumDecoderBytes: 64 << 20))
        try reader.begin()
        let (width, rows) = (reader.width, reader.header.rows)
        let count = platen_image_row_bytes(rows, UInt32(width))
        var pixels: [UInt8] = []
        for _ in 0..<reader.height {
            try unsafe reader.nextRow { row in
                let bytes = unsafe UnsafeBufferPointer(start: row, count: count)
                for x in 0..<width { unsafe pixels += Self.colour(bytes, x, rows) }
            }
        }
        try reader.finish()
        return pixels
    }

    private static func colour(
        _ row: UnsafeBufferPointer<UInt8>, _ x: Int, _ rows: platen_image_rows
    ) -> [UInt8] {
        switch rows {
        case PLATEN_ROWS_RGB: unsafe Array(row[3 * x..<3 * x + 3])
        case PLATEN_ROWS_GREY: unsafe [UInt8](repeating: row[x], count: 3)
        default: unsafe [UInt8](repeating: row[x / 8] >> (7 - UInt8(x % 8)) & 1 == 1 ? 0 : 255, count: 3)
        }
    }
}
