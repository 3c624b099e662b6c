import CTesseract

/// Cuts off what is dark around a light page, as on a photo of a book: without it, Tesseract takes the edges for text
/// and its threshold from the table.
struct BorderRemoval: PreparationStep {
    let name = "border"

    /// Pixels of the longer side of the picture by which the page is found.
    private static let side = 400
    /// A border that is less of the image than this costs no words.
    private static let smallestShare = 0.1
    /// A page that is less of the image than this is a part of something else.
    private static let smallestPage = 0.25
    /// What of the border has to be dark; the rest is the edges of the pages below.
    private static let darkness = 0.8
    /// More outlines in the border than this are text, light on dark.
    private static let mostOutlines = 0.08

    func apply(to page: inout PageImage) -> String? {
        guard let found = find(on: page), let cut = page.part(found) else { return nil }
        page.replace(with: cut, map: .shift(x: found.x, y: found.y))
        return "A light page of \(found.width) × \(found.height) pixels lies on a dark ground."
    }

    private func find(on page: borrowing PageImage) -> Word.Box? {
        guard let thumbnail = page.thumbnail(side: Self.side), let dark = thumbnail.ink(),
            let box = Self.largestLightArea(dark), let inside = dark.part(box),
            let outlines = dark.outlines(),
            let outlinesInside = outlines.part(box)
        else { return nil }
        let (all, light) = (Double(dark.width * dark.height), Double(box.width * box.height))
        let border = all - light
        guard border / all >= Self.smallestShare, light / all >= Self.smallestPage else { return nil }
        func shareOutside(_ whole: Double, _ part: Double) -> Double { (whole * all - part * light) / border }
        guard shareOutside(dark.shareOfInk(), inside.shareOfInk()) >= Self.darkness,
            shareOutside(outlines.shareOfInk(), outlinesInside.shareOfInk()) <= Self.mostOutlines
        else { return nil }
        let scale = Double(page.width) / Double(dark.width)
        return PageMap.scale(scale).box(box, width: page.width, height: page.height)
    }

    /// The bounds of the largest area of paper, text and small gaps in it included.
    private static func largestLightArea(_ dark: borrowing PageImage) -> Word.Box? {
        let smooth = unsafe dark.view { pix in
            var light = unsafe pixInvert(nil, pix)
            defer { unsafe pixDestroy(&light) }
            var closed = unsafe pixCloseSafeBrick(nil, light, 9, 9)
            defer { unsafe pixDestroy(&closed) }
            return unsafe pixOpenBrick(nil, closed, 15, 15)
        }
        guard let smooth else { return nil }
        var boxes = unsafe pixConnCompBB(smooth.pix, 4)
        defer { unsafe boxaDestroy(&boxes) }
        return (0..<(unsafe boxaGetCount(boxes))).map { index in
            var (x, y, width, height): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
            unsafe boxaGetBoxGeometry(boxes, index, &x, &y, &width, &height)
            return Word.Box(x: Int(x), y: Int(y), width: Int(width), height: Int(height))
        }.max { $0.width * $0.height < $1.width * $1.height }
    }
}
