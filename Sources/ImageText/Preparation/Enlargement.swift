import CTesseract

/// Enlarges small print, as of a screen or a thumbnail, to the height that the models were taught with.
struct Enlargement: PreparationStep {
    let name = "scale"

    /// Letters that are lower than this, in pixels, lose their shape.
    private static let lowestLetters = 9
    /// Where enlarged ones come out.
    private static let height = 20
    /// Fewer shapes than this are no text to go by.
    private static let fewestShapes = 8
    /// Pages with more pixels than this are not enlarged; they have more than small print.
    private static let mostPixels = 4_000_000

    func apply(to page: inout PageImage) -> String? {
        guard page.width * page.height <= Self.mostPixels, let letters = Self.height(ofLettersOn: page),
            letters < Self.lowestLetters
        else { return nil }
        let factor = Double(min(4, (Self.height + letters - 1) / letters))
        guard Double(max(page.width, page.height)) * factor <= Double(PageImage.longestSide),
            let enlarged = unsafe page.grey()?.view({ pix in
                unsafe pixScale(pix, Float(factor), Float(factor))
            })
        else { return nil }
        page.replace(with: enlarged, map: .scale(1 / factor))
        return "The letters are \(letters) pixels high: enlarged \(Int(factor)) times."
    }

    /// The median height of shapes that are as large as letters can be.
    private static func height(ofLettersOn page: borrowing PageImage) -> Int? {
        guard let ink = page.ink() else { return nil }
        var boxes = unsafe pixConnCompBB(ink.pix, 8)
        defer { unsafe boxaDestroy(&boxes) }
        var heights: [Int] = []
        for index in 0..<(unsafe boxaGetCount(boxes)) {
            var (x, y, width, height): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
            unsafe boxaGetBoxGeometry(boxes, index, &x, &y, &width, &height)
            // Dots, rules and pictures do not count.
            if height >= 4, width >= 2, width <= 4 * height, height <= 100 { heights.append(Int(height)) }
        }
        guard heights.count >= fewestShapes else { return nil }
        return heights.sorted()[heights.count / 2]
    }
}
