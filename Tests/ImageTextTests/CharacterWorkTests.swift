import Jobs
import TestImages
import Testing

@testable import ImageText

@Suite struct CharacterWorkTests {
    private func drawing(of file: [UInt8], width: Int) throws -> [String] {
        try Fixture.with(file) { fixture in
            let result = try fixture.run(CharacterWork(), kind: .ascii, options: JobOptions(width: width))
            #expect(result.files.map(\.name) == ["text.txt"])
            let text = String(decoding: try fixture.result("text.txt"), as: UTF8.self)
            #expect(text.hasSuffix("\n"))
            return text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        }
    }

    @Test func `a character is twice as high as wide`() throws {
        let square = PNGFile(width: 200, height: 200).encode { _, _, _ in 0 }
        let lines = try drawing(of: square, width: 40)
        #expect(lines == [String](repeating: String(repeating: "@", count: 40), count: 20))
    }

    @Test func `white paper is empty, and so is paper that is nearly white`() throws {
        for grey in [255, 235] {
            let page = PNGFile(width: 100, height: 100).encode { x, _, _ in x < 50 ? 0 : grey }
            let lines = try drawing(of: page, width: 10)
            #expect(lines == [String](repeating: "@@@@@", count: 5))
        }
        let blank = PNGFile(width: 60, height: 60).encode { _, _, _ in 255 }
        #expect(try drawing(of: blank, width: 6) == ["", "", ""])
    }

    @Test func `darker is denser, step by step`() throws {
        let ramp = PNGFile(width: 100, height: 20).encode { x, _, _ in x / 10 * 28 }
        #expect(try drawing(of: ramp, width: 10) == ["@%#*+=-:."])
    }

    @Test func `a drawing may be wider than its image`() throws {
        let two = PNGFile(width: 2, height: 1).encode { x, _, _ in x * 255 }
        #expect(try drawing(of: two, width: 8) == ["@@@@", "@@@@"])
    }

    @Test func `a large JPEG is decoded smaller and drawn alike`() throws {
        let sample: (Int, Int, Int) -> Int = { x, y, _ in (x / 160 + y / 160) % 2 * 255 }
        let lines = try drawing(of: JPEGFile(width: 1600, height: 640).encode(sample), width: 20)
        let exact = try drawing(of: PNGFile(width: 1600, height: 640).encode(sample), width: 20)
        #expect(lines == exact)
        #expect(lines == ["@@  @@  @@  @@  @@", "  @@  @@  @@  @@  @@"].cycled(to: 4))
    }

    @Test func `a turned JPEG is drawn upright`() throws {
        // Stored with its top edge at the left: orientation 6 turns it clockwise.
        var jpeg = JPEGFile(width: 64, height: 128)
        jpeg.orientation = 8
        let lines = try drawing(of: jpeg.encode { x, _, _ in x < 32 ? 0 : 255 }, width: 8)
        #expect(lines == ["", "@@@@@@@@"])
    }

    @Test func `an image of one column of a million rows is drawn within bounds`() throws {
        let tall = PNGFile(width: 1, height: 1_000_000, depth: 1).encode { _, _, _ in 0 }
        let lines = try drawing(of: tall, width: 1000)
        let characters = lines.reduce(0) { $0 + $1.count }
        #expect(characters <= CharacterCanvas.maximumCharacters)
        #expect(Set(lines.map(\.count)).count == 1)
    }

    @Test func `a damaged image is a problem`() throws {
        let file = PNGFile(width: 100, height: 100).encode { x, y, _ in x * y % 256 }
        try Fixture.with(Array(file.prefix(file.count / 2))) { fixture in
            let problem = try #require(throws: Problem.self) {
                try fixture.run(CharacterWork(), kind: .ascii)
            }
            #expect(problem.code == .badImage)
        }
    }
}

extension [String] {
    /// The elements again and again.
    fileprivate func cycled(to count: Int) -> [String] { (0..<count).map { self[$0 % self.count] } }
}
