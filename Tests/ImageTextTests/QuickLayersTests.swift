import CTesseractInside
import Jobs
import TestImages
import Testing

@testable import ImageText

/// Serialised: layers are exchanged for the whole process.
@Suite(.serialized) struct QuickLayersTests {
    /// Text of several widths, on a page whose edges cut some of it.
    private func page() -> [UInt8] {
        let lettering = Lettering("HELLO PLATEN 24")
        var png = PNGFile(width: lettering.width + 37, height: lettering.height, depth: 1)
        let rows = (0..<6).flatMap { number in
            png.rows { x, y, _ in
                let column = x - number * 6
                return (0..<lettering.width).contains(column) && lettering.isBlack(column, y) ? 0 : 1
            }
        }
        png.height *= 6
        return png.encode(rows: rows)
    }

    private func words(_ fixture: Fixture, _ recogniser: TextRecogniser) throws -> [UInt8] {
        _ = try fixture.run(TextWork(recogniser: recogniser), kind: .ocr)
        return try fixture.result("words.json")
    }

    @Test func `layers and words are the same to the byte as Tesseract's own`() throws {
        try Fixture.with(page()) { fixture in
            let recogniser = try TextRecogniser()
            guard QuickLayers.instructions != nil else { return }  // another machine or Tesseract
            let quick = try words(fixture, recogniser)
            let counts = QuickLayers.compare { _ = try? words(fixture, recogniser) }
            #expect(counts.compared > 6 && counts.different == 0)
            #expect(!quick_layers_use(false))
            #expect(QuickLayers.instructions == nil)
            #expect(try words(fixture, recogniser) == quick)
            #expect(quick_layers_use(true))
            #expect(try words(fixture, recogniser) == quick)
        }
    }

    @Test func `Debian's Tesseract on a machine with AVX2 is known`() throws {
        _ = try TextRecogniser()
        #if arch(x86_64)
            if TextRecogniser.version == "5.3.0" { #expect(QuickLayers.instructions != nil) }
        #else
            #expect(QuickLayers.instructions == nil)
        #endif
    }

    /// Sizes that end in each kind of block, with inputs that are no multiple of four.
    @Test(arguments: [(1, 1), (8, 3), (9, 9), (16, 4), (47, 33), (48, 64), (111, 192), (192, 288), (251, 77)])
    func `a product is exactly that of the plain sums`(outputs: Int, inputs: Int) throws {
        var random = SystemRandomNumberGenerator()
        let rows = (0..<outputs).map { _ in
            (0...inputs).map { _ in Int8.random(in: -127...127, using: &random) }
        }
        let vector = (0..<inputs).map { _ in Int8.random(in: -127...127, using: &random) }
        let scales = (0..<outputs).map { _ in Float.random(in: 0..<0.01, using: &random) }
        let room = (outputs + 7) / 8 * 8
        var results = [Float](repeating: 0, count: room)
        // Behind the inputs are bytes of another row, which the weights leave out.
        let isThere = unsafe quick_layers_multiply(
            Int32(outputs), Int32(inputs), shaped(rows, inputs, room),
            scales + [Float](repeating: 0, count: room - outputs),
            vector + [Int8](repeating: 99, count: 32), &results)
        guard isThere else { return }
        for output in 0..<outputs {
            let products = zip(rows[output], vector).reduce(0) { $0 + Int32($1.0) * Int32($1.1) }
            let sum = products + 127 * Int32(rows[output][inputs])
            #expect(results[output] == Float(sum) * scales[output])
        }
    }

    /// In the order of the kernel: blocks of 64, 32, 16 and 8 outputs, each with its biases behind it.
    private func shaped(_ rows: [[Int8]], _ inputs: Int, _ room: Int) -> [Int8] {
        func weight(_ row: Int, _ column: Int) -> Int8 {
            row < rows.count && column < inputs ? rows[row][column] : 0
        }
        var (weights, start): ([Int8], Int) = ([], 0)
        for size in [64, 32, 16, 8] {
            while start + size <= room {
                let block = start..<start + size
                for group in stride(from: 0, to: inputs, by: 4) {
                    for row in block { weights += (group..<group + 4).map { weight(row, $0) } }
                }
                weights += block.map { $0 < rows.count ? rows[$0][inputs] : 0 }
                start += size
            }
        }
        return weights
    }
}
