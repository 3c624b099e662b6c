import CTesseract
import Jobs

/// Which way up the text of a page is, tried on a part of it.
enum Uprightness {
    static let name = "turn"

    /// Pixels of the part's sides: some lines of some words each at 300 dots per inch.
    private static let side = 900
    /// By how much a turned part has to be read more surely.
    private static let leastGain = 15.0

    /// By how many quarters, clockwise, the page is to be turned to be upright; 0 when that is not clear.
    static func quarters(
        of page: borrowing PageImage, read: (borrowing PageImage) throws(Problem) -> Reading
    ) throws(Problem) -> Int {
        guard let part = busiestPart(of: page) else { return 0 }
        let asItIs = try read(part)
        var best = (quarters: 0, worth: asItIs.worth, confidence: asItIs.confidenceWithNoise)
        for quarters in 1...3 {
            guard let turned = unsafe part.view({ unsafe pixRotateOrth($0, Int32(quarters)) }) else {
                return 0
            }
            let reading = try read(turned)
            guard reading.worth > best.worth else { continue }
            best = (quarters, reading.worth, reading.confidenceWithNoise)
        }
        return best.confidence >= asItIs.confidenceWithNoise + leastGain ? best.quarters : 0
    }

    /// The square with the most outlines, which is where most text is.
    private static func busiestPart(of page: borrowing PageImage) -> PageImage? {
        guard let outlines = page.ink()?.outlines() else { return nil }
        var best: (box: Word.Box, count: Double)?
        for y in stride(from: 0, to: max(1, page.height - side / 2), by: side / 2) {
            for x in stride(from: 0, to: max(1, page.width - side / 2), by: side / 2) {
                let box = Word.Box(
                    x: x, y: y, width: min(side, page.width - x), height: min(side, page.height - y))
                guard let part = outlines.part(box) else { return nil }
                let count = part.shareOfInk() * Double(box.width * box.height)
                if count > best?.count ?? 0 { best = (box, count) }
            }
        }
        return best.flatMap { page.part($0.box) }
    }
}
