import CTesseract
import Glibc
import Jobs

/// The pages of a TIFF, decoded by Leptonica and libtiff.
final class TIFFPages: PageSource {
    let count: Int
    private let path: String
    private let limits: ImageLimits

    /// Counts the pages.
    /// - Throws: `Problem`.
    init(path: String, limits: ImageLimits) throws(Problem) {
        self.path = path
        self.limits = limits
        guard let file = unsafe fopen(path, "rb") else { throw PageImage.broken }
        defer { unsafe fclose(file) }
        var count: Int32 = 0
        guard unsafe tiffGetCount(file, &count) == 0, count > 0 else { throw PageImage.broken }
        self.count = Int(count)
    }

    func page(_ index: Int, progress: (Double) -> Void) throws(Problem) -> SourcePage {
        let (width, height) = try size(of: index)
        guard width <= PageImage.longestSide, height <= PageImage.longestSide else { throw PageImage.tooLong }
        guard width * height <= limits.maximumPixels else { throw Problem.tooManyPixels(limits) }
        return .picture(try unsafe PageImage.taking(pixReadTiff(path, Int32(index)), limits: limits))
    }

    func size(of index: Int) throws(Problem) -> (width: Int, height: Int) {
        var (width, height): (Int32, Int32) = (0, 0)
        let status = unsafe readHeaderTiff(
            path, Int32(index), &width, &height, nil, nil, nil, nil, nil)
        guard status == 0, width > 0, height > 0 else { throw PageImage.broken }
        return (Int(width), Int(height))
    }
}
