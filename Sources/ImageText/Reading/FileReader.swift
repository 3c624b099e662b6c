import Forms
import Jobs

/// Reads a file page by page, holding one page at a time.
struct FileReader {
    let recogniser: TextRecogniser
    let options: JobOptions
    let monitor: (any JobMonitor)?
    /// Whether pages are handed on with their pictures.
    var takesPictures = false
    /// Names of what is not to be done, to measure what it gains.
    var omitted: Set<String> = []

    /// The share of a page that decoding is.
    private static let progressOfDecoding = 0.1

    /// Reads all pages of `source`, each handed to `body` once it is read.
    /// - Throws: `Problem`, and what `body` throws.
    func read(
        _ source: any PageSource, _ body: (ReadPage, PDFPicture?) throws(Problem) -> Void
    ) throws(Problem) {
        for index in 0..<source.count {
            if let monitor, monitor.isGivenUp { throw .givenUp }
            let monitor = monitor.map { PageMonitor($0, page: index, of: source.count) }
            let (read, picture) = try read(index, of: source, monitor)
            try body(read, picture)
        }
    }

    private func read(
        _ index: Int, of source: any PageSource, _ monitor: PageMonitor?
    ) throws(Problem) -> (ReadPage, PDFPicture?) {
        monitor?.update(.decoding, progress: 0)
        let page = try source.page(index) { share in
            monitor?.update(.decoding, progress: share * Self.progressOfDecoding)
        }
        switch consume page {
        case .text(let read, let draw):
            return (read, takesPictures ? try PageEncoder.picture(of: try draw()) : nil)
        case .picture(let page):
            monitor?.update(.recognising, progress: Self.progressOfDecoding)
            return try read(page, stored: takesPictures ? try source.storedPicture() : nil, monitor)
        }
    }

    // `stored` is the picture as it is in the file, where a PDF can take that over.
    private func read(
        _ page: consuming PageImage, stored: PDFPicture?, _ monitor: PageMonitor?
    ) throws(Problem) -> (ReadPage, PDFPicture?) {
        let (orientation, resolution) = (page.orientation, page.resolution)
        let encoded = takesPictures && stored == nil ? try PageEncoder.picture(of: page) : nil
        var reader = PageReader(recogniser: recogniser, options: options, monitor: monitor)
        reader.omitted = omitted
        var read = try reader.read(page)
        // What was encoded anew is upright but for the turn that reading it brought out.
        let stays = encoded == nil ? orientation : Orientation(rawValue: 1)
        read.orientation = stays.turned(by: read.quarters)
        read.resolution = resolution
        return (read, encoded ?? stored)
    }
}
