import CTesseract
import Jobs

/// Pages as Leptonica's decoders leave them.
extension PageImage {
    /// Takes over what a decoder made: of 1, 8 or 32 bits for each pixel, transparency on white.
    /// - Throws: `Problem`, also when it made nothing.
    static func taking(
        _ decoded: UnsafeMutablePointer<Pix>?, limits: ImageLimits
    ) throws(Problem) -> PageImage {
        guard let decoded = unsafe decoded else { throw broken }
        let page = unsafe PageImage(pix: decoded)
        guard max(page.width, page.height) <= longestSide else { throw tooLong }
        guard page.width * page.height <= limits.maximumPixels else { throw .tooManyPixels(limits) }
        guard let plain = page.plain() else { throw outOfMemory }
        return plain
    }

    private func plain() -> PageImage? {
        unsafe view { pix in
            if unsafe pixGetColormap(pix) != nil {
                return unsafe pixRemoveColormap(pix, Int32(REMOVE_CMAP_BASED_ON_SRC))
            }
            return switch unsafe pixGetDepth(pix) {
            case 1, 8: unsafe pixClone(pix)
            case 2, 4: unsafe pixConvertTo8(pix, 0)
            case 16: unsafe pixConvert16To8(pix, Int32(L_MS_BYTE))
            case 32: unsafe pixRemoveAlpha(pix)
            default: unsafe pixConvertTo32(pix)
            }
        }
    }

    static let broken = Problem(
        .badImage,
        "The file is damaged, cut short or of a rare variety. Open it in another program, save it anew and send "
            + "that.")
}
