/// A drawing in dots of braille, eight to a character; dark is dotted, and shades are dithered. Lines end with their
/// last dot.
enum BrailleDrawing {
    /// The bit of each dot of a character, by row and column; Unicode numbers the dots down the columns.
    private static let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    private static let blank: UInt32 = 0x2800

    static func draw(_ shades: Shades) -> [UInt8] {
        var text = ""
        var dither = Dither(width: shades.width)
        for row in 0..<shades.canvas.rows {
            var line = [UInt32](repeating: blank, count: shades.canvas.columns)
            for (down, rowBits) in bits.enumerated() {
                let y = row * bits.count + down
                let dots = dither.dots { shades[$0, y] }
                for (x, isDark) in dots.enumerated() where isDark { line[x / 2] |= rowBits[x % 2] }
            }
            while line.last == blank { line.removeLast() }
            text.unicodeScalars.append(contentsOf: line.compactMap(Unicode.Scalar.init))
            text.append("\n")
        }
        return Array(text.utf8)
    }
}

/// Floyd and Steinberg's dithering (1976), row by row: what a dot shows too dark or too light, its neighbours make good.
private struct Dither {
    private var errors: [Double]

    init(width: Int) {
        errors = [Double](repeating: 0, count: width)
    }

    /// Which dots of the next row are dark, by their lightness.
    mutating func dots(_ lightness: (Int) -> Double) -> [Bool] {
        var below = [Double](repeating: 0, count: errors.count)
        var right = 0.0
        var dots: [Bool] = []
        for x in errors.indices {
            let wanted = lightness(x) + errors[x] + right
            let isDark = wanted < 0.5
            dots.append(isDark)
            let error = wanted - (isDark ? 0 : 1)
            right = error * 7 / 16
            if x > 0 { below[x - 1] += error * 3 / 16 }
            below[x] += error * 5 / 16
            if x + 1 < below.count { below[x + 1] += error / 16 }
        }
        errors = below
        return dots
    }
}
