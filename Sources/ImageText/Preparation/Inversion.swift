import CTesseract

/// Turns light text on a dark ground into dark text on light: Tesseract would read every line twice.
struct Inversion: PreparationStep {
    let name = "inversion"

    /// Pixels of the longer side of the picture by which the ground is judged.
    private static let side = 1000
    /// Text and rules cover less than half of any ground; pictures on paper may cover a little more.
    private static let darkness = 0.6

    func apply(to page: inout PageImage) -> String? {
        guard let share = page.thumbnail(side: Self.side)?.ink()?.shareOfInk(), share > Self.darkness,
            let inverted = unsafe page.view({ pix in unsafe pixInvert(nil, pix) })
        else { return nil }
        page.replace(with: inverted, map: .same)
        return "The text is lighter than its ground."
    }
}
