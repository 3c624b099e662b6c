import Jobs
import TestImages
import Testing

@testable import ImageText

@Suite struct CharacterWorkTests {
    /// The lines of what the style draws.
    private func drawing(
        of file: [UInt8], width: Int, _ style: CharacterStyle = .plain, invert: Bool? = nil
    ) throws -> [String] {
        try Fixture.with(file) { fixture in
            let options = JobOptions(width: width, style: style, invert: invert)
            let result = try fixture.run(CharacterWork(), kind: .ascii, options: options)
            let names = style == .plain ? ["text.txt"] : ["text.txt", style.fileName]
            #expect(result.files.map(\.name) == names)
            let text = String(decoding: try fixture.result(style.fileName), as: UTF8.self)
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

    @Test func `inverted, light is dense`() throws {
        let ramp = PNGFile(width: 100, height: 20).encode { x, _, _ in x / 10 * 28 }
        #expect(try drawing(of: ramp, width: 10, invert: true) == [" .:-=+*#%@"])
        #expect(try drawing(of: ramp, width: 10, invert: false) == ["@%#*+=-:."])
    }

    @Test func `braille has a dot for each dark place`() throws {
        // Two characters of 2 × 4 dots: the first has its left column, the second its lowest row.
        let dots = PNGFile(width: 4, height: 4).encode { x, y, _ in
            x == 0 || (x >= 2 && y == 3) ? 0 : 255
        }
        #expect(try drawing(of: dots, width: 2, .braille) == ["\u{2847}\u{28C0}"])
        #expect(try drawing(of: dots, width: 2, .braille, invert: true) == ["\u{28B8}\u{283F}"])
    }

    @Test func `shades are as many dots of braille as they are dark`() throws {
        for (grey, share) in [(64, 0.75), (128, 0.5), (191, 0.25)] {
            // A black and a white stripe fix the contrast.
            let page = PNGFile(width: 202, height: 200).encode { x, _, _ in x == 0 ? 0 : x == 201 ? 255 : grey
            }
            let lines = try drawing(of: page, width: 101, .braille)
            let dots = lines.joined().unicodeScalars.reduce(0) { $0 + ($1.value & 0xFF).nonzeroBitCount }
            #expect(abs(Double(dots) / Double(202 * 200) - share) < 0.02)
        }
    }

    @Test func `blocks have the colours of their halves`() throws {
        let page = PNGFile(width: 2, height: 2, type: .rgb).encode { x, y, channel in
            [[[255, 0, 0], [255, 0, 0]], [[0, 0, 255], [8, 8, 8]]][y][x][channel]
        }
        #expect(
            try drawing(of: page, width: 2, .truecolour)
                == ["\u{1B}[38;2;255;0;0m\u{1B}[48;2;0;0;255m▀\u{1B}[48;2;8;8;8m▀\u{1B}[0m"])
        #expect(
            try drawing(of: page, width: 2, .ansi256)
                == ["\u{1B}[38;5;196m\u{1B}[48;5;21m▀\u{1B}[48;5;232m▀\u{1B}[0m"])
        let grey = PNGFile(width: 1, height: 2).encode { _, y, _ in y * 255 }
        #expect(
            try drawing(of: grey, width: 1, .truecolour)
                == ["\u{1B}[38;2;0;0;0m\u{1B}[48;2;255;255;255m▀\u{1B}[0m"])
    }

    @Test(arguments: [
        (0, 0, 0, 16), (255, 255, 255, 231), (255, 0, 0, 196), (95, 135, 175, 67), (128, 128, 128, 244),
        (238, 238, 238, 255), (10, 9, 8, 232),
    ])
    func `a colour has the nearest number of a terminal`(red: UInt8, green: UInt8, blue: UInt8, number: Int) {
        #expect(Colour(red: red, green: green, blue: blue).terminalNumber == number)
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
        var coloured = JPEGFile(width: 1600, height: 640, components: 3)
        coloured.sampling = (2, 2)
        #expect(try drawing(of: coloured.encode(sample), width: 20) == exact)
    }

    @Test func `a turned JPEG is drawn upright`() throws {
        // Stored with its top edge at the left: orientation 6 turns it clockwise.
        var jpeg = JPEGFile(width: 64, height: 128)
        jpeg.orientation = 8
        let lines = try drawing(of: jpeg.encode { x, _, _ in x < 32 ? 0 : 255 }, width: 8)
        #expect(lines == ["", "@@@@@@@@"])
    }

    @Test(arguments: [CharacterStyle.plain, .braille])
    func `an image of one column of a million rows is drawn within bounds`(style: CharacterStyle) throws {
        let tall = PNGFile(width: 1, height: 1_000_000, depth: 1).encode { _, _, _ in 0 }
        let lines = try drawing(of: tall, width: 1000, style)
        let characters = lines.reduce(0) { $0 + $1.count }
        #expect(characters <= style.maximumCharacters)
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
