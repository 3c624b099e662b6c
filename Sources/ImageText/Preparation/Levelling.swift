import CTesseract

/// Gives every part of the page the full contrast: faded print and shadows of photos come out as dark as the rest. Not
/// one of the steps before the first reading, which is better without it on clean pages.
enum Levelling {
    static let name = "levels"
    static let reason = "The first reading was not sure, so the contrast was made even for the second."

    /// Pixels of the squares that are levelled by themselves, several letters wide.
    private static let tile: Int32 = 50
    /// Of 256 greys; squares with less between dark and light are blank paper.
    private static let leastContrast: Int32 = 130
    /// Squares that are averaged to each side.
    private static let smoothing: Int32 = 2

    /// A levelled copy; nil for pages that have two colours only, or are smaller than can be levelled.
    static func levelled(_ page: borrowing PageImage) -> PageImage? {
        guard unsafe pixGetDepth(page.pix) > 1 else { return nil }
        guard let grey = page.grey() else { return nil }
        return unsafe grey.view { pix in
            unsafe pixContrastNorm(nil, pix, tile, tile, leastContrast, smoothing, smoothing)
        }
    }
}
