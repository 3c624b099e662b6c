import CPDF
import CTesseract
import Jobs

/// The pages of a PDF: their own text where they have one, else a picture. The only file that calls the PDF library.
@safe final class PDFPages: PageSource {
    let count: Int
    private let library: platen_pdf_library
    private let pdf: OpaquePointer
    private let limits: ImageLimits

    /// Dots per inch: what scanners and models are made for.
    static let resolution = 300.0
    private static let pointsPerInch = 72.0

    /// - Throws: `Problem`, with `.lockedPDF` for one that takes a password.
    init(path: String, limits: ImageLimits) throws(Problem) {
        library = try PDFLibrary.calls()
        self.limits = limits
        var status = PLATEN_PDF_OK
        guard let pdf = unsafe library.open(path, &status) else {
            throw status == PLATEN_PDF_LOCKED ? Self.locked : Self.broken
        }
        unsafe self.pdf = unsafe pdf
        count = Int(unsafe library.count(pdf))
        guard count > 0 else { throw Self.broken }
    }

    deinit {
        unsafe library.close(pdf)
    }

    func page(_ index: Int, progress: (Double) -> Void) throws(Problem) -> SourcePage {
        let (width, height) = try size(of: index)
        let layer = TextLayer(try words(of: index), width: width, height: height)
        guard let read = layer.page else { return .picture(try draw(index)) }
        return .text(read) { () throws(Problem) in try self.draw(index) }
    }

    func size(of index: Int) throws(Problem) -> (width: Int, height: Int) {
        let scale = try dotsPerInch(of: index) / Self.pointsPerInch
        let (width, height) = try points(of: index)
        return (max(1, Int(width * scale)), max(1, Int(height * scale)))
    }

    private func points(of index: Int) throws(Problem) -> (width: Double, height: Double) {
        var (width, height) = (0.0, 0.0)
        guard unsafe library.size(pdf, Int32(index), &width, &height), width > 0, height > 0,
            width.isFinite, height.isFinite
        else { throw Self.broken(page: index) }
        return (width, height)
    }

    /// Less than usual for pages that would have more pixels than a page may.
    private func dotsPerInch(of index: Int) throws(Problem) -> Double {
        let (width, height) = try points(of: index)
        let inches = (width: width / Self.pointsPerInch, height: height / Self.pointsPerInch)
        let bySide = Double(PageImage.longestSide) / max(inches.width, inches.height)
        let byArea = (Double(limits.maximumPixels) / (inches.width * inches.height)).squareRoot()
        return min(Self.resolution, bySide, byArea)
    }

    /// The words of the page's own text, in pixels of the page as it is drawn.
    private func words(of index: Int) throws(Problem) -> [TextLayer.Found] {
        let list = FoundWords(scale: try dotsPerInch(of: index) / Self.pointsPerInch)
        let context = unsafe Unmanaged.passUnretained(list).toOpaque()
        let isRead = unsafe library.words(
            pdf, Int32(index),
            { context, word in
                guard let context = unsafe context, let word = unsafe word else { return }
                unsafe Unmanaged<FoundWords>.fromOpaque(context).takeUnretainedValue().add(word.pointee)
            }, context)
        guard isRead else { throw Self.broken(page: index) }
        return list.words
    }

    private func draw(_ index: Int) throws(Problem) -> PageImage {
        let (width, height) = try size(of: index)
        guard let pix = unsafe pixCreate(Int32(width), Int32(height), 32) else { throw PageImage.outOfMemory }
        let page = unsafe PageImage(pix: pix)
        let resolution = try dotsPerInch(of: index)
        unsafe pixSetResolution(pix, Int32(resolution), Int32(resolution))
        let isDrawn = unsafe library.draw(
            pdf, Int32(index), resolution, Int32(width), Int32(height),
            { context, y, row in
                guard let pix = unsafe context?.assumingMemoryBound(to: Pix.self), let row = unsafe row else {
                    return
                }
                unsafe PDFPages.copy(row, to: pix, y: Int(y))
            }, pix)
        guard isDrawn else { throw Self.broken(page: index) }
        return page
    }

    /// Red, green and blue bytes into words, red in the highest bits.
    private static func copy(_ row: UnsafePointer<UInt8>, to pix: UnsafeMutablePointer<Pix>, y: Int) {
        guard let words = unsafe pixGetData(pix) else { return }
        let target = unsafe words + y * Int(pixGetWpl(pix))
        for x in 0..<Int(unsafe pixGetWidth(pix)) {
            let (red, green, blue) = unsafe (row[3 * x], row[3 * x + 1], row[3 * x + 2])
            unsafe target[x] = UInt32(red) << 24 | UInt32(green) << 16 | UInt32(blue) << 8
        }
    }

    private static let locked = Problem(
        .lockedPDF, "The PDF is encrypted and takes a password. Save it without one and send that.")
    private static let broken = Problem(
        .badImage, "The PDF is damaged or cut short. Open it in another program, save it anew and send that.")

    private static func broken(page index: Int) -> Problem {
        Problem(
            .badImage,
            "Page \(index + 1) of the PDF is damaged. Open it in another program, save it anew and send that."
        )
    }
}

/// Takes words from the library.
private final class FoundWords {
    private(set) var words: [TextLayer.Found] = []
    private let scale: Double

    init(scale: Double) {
        self.scale = scale
    }

    func add(_ word: platen_pdf_word) {
        func pixels(_ points: Double) -> Int { Int(max(-1e6, min(1e6, points * scale)).rounded()) }
        let box = Word.Box(
            x: pixels(unsafe word.x), y: pixels(unsafe word.y), width: pixels(unsafe word.width),
            height: pixels(unsafe word.height))
        words.append(TextLayer.Found(text: unsafe String(cString: word.text), box: box))
    }
}
