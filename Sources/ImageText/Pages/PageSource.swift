import Forms
import Jobs

/// The pages of one file, decoded one at a time.
protocol PageSource {
    /// How many there are; at least one.
    var count: Int { get }

    /// Page `index`, counted from 0. `progress` is called with the share of it that is read.
    /// - Throws: `Problem`.
    func page(_ index: Int, progress: (Double) -> Void) throws(Problem) -> SourcePage

    /// The picture of a file with one page as it is encoded, where a PDF can take it over; else nil.
    /// - Throws: `Problem`.
    func storedPicture() throws(Problem) -> PDFPicture?

    /// Pixels of the page upright, as far as that is known without decoding it.
    /// - Throws: `Problem`.
    func size(of index: Int) throws(Problem) -> (width: Int, height: Int)
}

extension PageSource {
    func storedPicture() -> PDFPicture? { nil }

    /// Page `index` as a picture, whatever text it has.
    /// - Throws: `Problem`.
    func picture(_ index: Int) throws(Problem) -> PageImage {
        try page(index) { _ in }.picture()
    }
}

/// One page as its file holds it.
enum SourcePage: ~Copyable {
    /// To be read.
    case picture(PageImage)
    /// With a text of its own.
    case text(ReadPage, draw: () throws(Problem) -> PageImage)

    /// - Throws: `Problem`.
    consuming func picture() throws(Problem) -> PageImage {
        switch consume self {
        case .picture(let page): return page
        case .text(_, let draw): return try draw()
        }
    }
}

/// A file whose pages are to be read.
struct PageFile {
    let path: String
    let limits: ImageLimits

    /// What the file begins with; its name says nothing.
    /// - Throws: `Problem`.
    func format() throws(Problem) -> ImageFormat? {
        ImageFormat(magicOf: try FileBytes.head(of: path))
    }

    /// Opens the file with the decoder of its format.
    /// - Throws: `Problem`, with `.tooManyPages` for more than the limits allow.
    func open() throws(Problem) -> any PageSource {
        let source = try source()
        guard source.count <= limits.maximumPages else {
            throw Problem(
                .tooManyPages,
                "The file has \(source.count) pages; at most \(limits.maximumPages) are read. Send it in parts."
            )
        }
        return source
    }

    private func source() throws(Problem) -> any PageSource {
        switch try format() {
        case .png, .jpeg, nil: return try CodecPage(path: path, limits: limits)
        case .tiff: return try TIFFPages(path: path, limits: limits)
        case .webp, .gif, .bmp, .pnm: return try LeptonicaPage(path: path, limits: limits)
        case .pdf: return try PDFPages(path: path, limits: limits)
        }
    }
}
