import CImageCodecs
import Forms
import Jobs

/// The one page of a PNG or a JPEG.
struct CodecPage: PageSource {
    let count = 1
    private let path: String
    private let limits: ImageLimits

    /// Looks at the header.
    /// - Throws: `Problem`.
    init(path: String, limits: ImageLimits) throws(Problem) {
        self.path = path
        self.limits = limits
    }

    func page(_ index: Int, progress: (Double) -> Void) throws(Problem) -> SourcePage {
        .picture(try PageImage.decode(path, limits: limits, progress: progress))
    }

    func storedPicture() throws(Problem) -> PDFPicture? { PDFPicture(file: try FileBytes.all(of: path)) }

    func size(of index: Int) throws(Problem) -> (width: Int, height: Int) {
        let header = try ImageReader(path: path, limits: limits).header
        let isTurned = Orientation(rawValue: header.orientation).isTurned
        let (width, height) = (Int(header.width), Int(header.height))
        return isTurned ? (height, width) : (width, height)
    }
}
