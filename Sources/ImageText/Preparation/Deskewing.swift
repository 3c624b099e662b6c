import CTesseract

/// Straightens lines that run up or down: Tesseract copes with a little of it, and loses words from about 3 degrees on.
struct Deskewing: PreparationStep {
    let name = "deskew"

    /// In degrees; less costs Tesseract nothing, and every rotation costs sharpness.
    private static let smallestAngle = 1.0
    /// How much clearer lines stand out at the angle than at others, by Leptonica's measure; below 3 it says not to rely
    /// on it.
    private static let surest: Float = 3

    func apply(to page: inout PageImage) -> String? {
        guard let ink = page.ink() else { return nil }
        var (angle, certainty): (Float, Float) = (0, 0)
        guard unsafe pixFindSkew(ink.pix, &angle, &certainty) == 0, certainty >= Self.surest,
            abs(angle) >= Float(Self.smallestAngle)
        else { return nil }
        let radians = angle * .pi / 180
        let straight = unsafe page.view { pix in
            unsafe pixRotate(pix, radians, Int32(L_ROTATE_AREA_MAP), Int32(L_BRING_IN_WHITE), 0, 0)
        }
        guard let straight else { return nil }
        let map = PageMap.rotation(
            radians: -Double(radians), width: page.width, height: page.height)
        page.replace(with: straight, map: map)
        let tenths = Int((abs(angle) * 10).rounded())
        return "The lines were \(tenths / 10).\(tenths % 10) degrees off the level."
    }
}
