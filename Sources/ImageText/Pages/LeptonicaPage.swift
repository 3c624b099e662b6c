import CTesseract
import Jobs

/// The one page of a WebP, a GIF (its first picture), a BMP or a PNM, decoded by Leptonica.
struct LeptonicaPage: PageSource {
    let count = 1
    private let path: String
    private let limits: ImageLimits

    /// Looks at the header.
    /// - Throws: `Problem`.
    init(path: String, limits: ImageLimits) throws(Problem) {
        self.path = path
        self.limits = limits
        var probe = ImageProbe(maximumPixels: limits.maximumPixels)
        let head = try FileBytes.head(of: path)
        do throws(Problem) {
            try probe.consume(head.span)
        } catch  where error.code == .malformedImage {
            throw Problem(.badImage, error.detail)
        }
    }

    func page(_ index: Int, progress: (Double) -> Void) throws(Problem) -> SourcePage {
        .picture(try unsafe PageImage.taking(pixRead(path), limits: limits))
    }

    func size(of index: Int) throws(Problem) -> (width: Int, height: Int) {
        let page = try picture(index)
        return (page.width, page.height)
    }
}
