import CTesseractInside
import Jobs
import TestImages
import Testing

@testable import ImageText

/// What exchanges layers is in processes of its own: it is process wide.
@Suite struct QuickLayersTests {
    private static let isKnown = quick_layers_have_avx2() && TextRecogniser.version == "5.3.0"
    private static let functions = [
        QUICK_LAYERS_CONVOLUTION, QUICK_LAYERS_MAXIMUM, QUICK_LAYERS_CONNECTED, QUICK_LAYERS_LSTM,
    ]
    private static let german = Languages("deu").map { LanguageModels(languages: $0) }
    private static var hasGerman: Bool { german.flatMap { try? TextRecogniser($0) } != nil }

    /// Text of several widths, on a page whose edges cut some of it.
    private static func page() -> [UInt8] {
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

    /// `body` has a function that reads the page, and what it read before anything was exchanged.
    private static func reading(_ body: (() throws -> [UInt8], [UInt8]) throws -> Void) throws {
        try Fixture.with(page()) { fixture in
            let recogniser = try TextRecogniser()
            let words = { [fixture] in
                _ = try fixture.run(TextWork(recogniser: recogniser), kind: .ocr)
                return try fixture.result("words.json")
            }
            let theirs = try words()
            try #require(counts.allSatisfy { $0.compared == 0 } && QuickLayers.instructions == nil)
            try body(words, theirs)
        }
    }

    private static var counts: [quick_layers_counts] { functions.map { quick_layers_counts_of($0) } }

    /// The first of each form in both ways, the others in the quick way alone, and then all in both ways.
    private static func checkAll(ownKernel: Bool) throws {
        try reading { words, theirs in
            try #require(quick_layers_use(true, ownKernel))
            try #require(try words() == theirs)
            let firsts = counts
            try #require(firsts.allSatisfy { $0.compared > 0 && $0.different == 0 })
            try #require(QuickLayers.instructions == (ownKernel ? "AVX-512 VNNI" : "AVX2"))
            try #require(try words() == theirs)
            try #require(counts.map(\.compared) == firsts.map(\.compared))
            quick_layers_compare_all(true)
            try #require(try words() == theirs)
            try #require(zip(counts, firsts).allSatisfy { $0.compared > $1.compared + 6 })
            try #require(counts.allSatisfy { $0.different == 0 })
        }
    }

    @Test(.enabled(if: isKnown && quick_layers_have_vnni()))
    func `layers and words are the same to the byte as Tesseract's own`() async {
        await #expect(processExitsWith: .success) { try Self.checkAll(ownKernel: true) }
    }

    @Test(.enabled(if: isKnown))
    func `with the library's products they are too`() async {
        await #expect(processExitsWith: .success) { try Self.checkAll(ownKernel: false) }
    }

    @Test(.enabled(if: isKnown))
    func `a function that differs once is Tesseract's from then on, the others are not`() async {
        await #expect(processExitsWith: .success) {
            try Self.reading { words, theirs in
                quick_layers_spoil(QUICK_LAYERS_LSTM)
                try #require(quick_layers_use(true, true))
                try #require(try words() == theirs)
                let counts = Self.counts
                try #require(counts[3].compared == 1 && counts[3].different == 1)
                try #require(counts.dropLast().allSatisfy { $0.compared > 0 && $0.different == 0 })
                try #require(QuickLayers.instructions == nil)
            }
        }
    }

    @Test(.enabled(if: isKnown && hasGerman))
    func `forms of models that are loaded later are compared then`() async {
        await #expect(processExitsWith: .success) {
            try Self.reading { words, _ in
                try #require(quick_layers_use(true, true))
                _ = try words()
                let before = Self.counts
                let german = try TextRecogniser(try #require(Self.german))
                german.warmUp()
                try #require(zip(Self.counts, before).contains { $0.compared > $1.compared })
                let after = Self.counts
                german.warmUp()
                try #require(Self.counts.map(\.compared) == after.map(\.compared))
            }
        }
    }

    @Test(.enabled(if: isKnown))
    func `where one table cannot be written nothing is exchanged`() async {
        await #expect(processExitsWith: .success) {
            try Self.reading { words, theirs in
                quick_layers_refuse(1)
                try #require(!quick_layers_use(true, true))
                quick_layers_compare_all(true)
                try #require(try words() == theirs)
                try #require(Self.counts.allSatisfy { $0.compared == 0 } && QuickLayers.instructions == nil)
            }
        }
    }

    @Test(.enabled(if: isKnown))
    func `layers are Tesseract's again also where no table can be written`() async {
        await #expect(processExitsWith: .success) {
            try Self.reading { words, theirs in
                try #require(quick_layers_use(true, true))
                quick_layers_refuse(4)
                try #require(!quick_layers_use(false, true))
                quick_layers_compare_all(true)
                try #require(try words() == theirs)
                try #require(Self.counts.allSatisfy { $0.compared == 0 } && QuickLayers.instructions == nil)
            }
        }
    }

    @Test(.disabled(if: isKnown))
    func `another Tesseract or processor is left as it is`() async {
        await #expect(processExitsWith: .success) { try #require(!quick_layers_use(true, true)) }
    }

    /// Sizes that end in each kind of block, with inputs that are no multiple of four.
    @Test(
        .enabled(if: quick_layers_have_vnni()),
        arguments: [(1, 1), (8, 3), (9, 9), (16, 4), (47, 33), (48, 64), (111, 192), (192, 288), (251, 77)])
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
        #expect(isThere)
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
