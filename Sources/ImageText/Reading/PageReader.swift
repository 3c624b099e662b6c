import Jobs

/// Reads a page as well as its pixels allow: prepares it, and where the first reading is not sure, reads it again in
/// another way and keeps the better.
struct PageReader {
    let recogniser: TextRecogniser
    let segmentation: Segmentation?
    let isPrepared: Bool
    let monitor: (any JobMonitor)?
    /// Names of what is not to be done, to measure what it gains.
    var omitted: Set<String> = []

    /// Of the second reading, for `omitted`.
    private static let secondReading = "second"

    /// Readings that are surer leave nothing to gain: clean print is at 93 and more.
    private static let sure = 90.0
    /// Readings that are less sure, noise included, are of text that lies on its side or head, or is hardly text.
    private static let doubtful = 65.0

    /// The shares of the job's progress that the readings have.
    private static let wholeSpan = 0.1...0.95
    private static let firstSpan = 0.1...0.7
    private static let trialSpans = [0.7...0.72, 0.72...0.74, 0.74...0.76, 0.76...0.78]
    private static let secondSpan = 0.78...0.95

    init(recogniser: TextRecogniser, options: JobOptions = JobOptions(), monitor: (any JobMonitor)?) {
        self.recogniser = recogniser
        segmentation = options.segmentation
        isPrepared = options.prepare != Preparing.none
        self.monitor = monitor
    }

    /// - Throws: `Problem`.
    func read(_ page: consuming PageImage) throws(Problem) -> ReadPage {
        guard isPrepared else {
            return ReadPage(
                width: page.width, height: page.height, notes: [],
                try read(page, segmentation ?? .page, Self.wholeSpan, (page.width, page.height)))
        }
        var read = try readFirst(&page)
        if isDone(Uprightness.name), read.best.confidenceWithNoise < Self.doubtful { try turn(&page, &read) }
        if isDone(Self.secondReading), segmentation == nil, read.best.confidence < Self.sure {
            try readAgain(page, &read)
        }
        return read
    }

    private func isDone(_ name: String) -> Bool { !omitted.contains(name) }

    private func readFirst(_ page: inout PageImage) throws(Problem) -> ReadPage {
        let size = (page.width, page.height)
        let notes = Preparation.prepare(&page, omitting: omitted)
        let reading = try read(page, segmentation ?? .page, Self.firstSpan, size)
        return ReadPage(width: size.0, height: size.1, notes: notes, reading)
    }

    /// Looks which way up the text is, and reads the page anew when that is another.
    private func turn(_ page: inout PageImage, _ read: inout ReadPage) throws(Problem) {
        var spans = Self.trialSpans[...]
        let quarters = try Uprightness.quarters(of: page) { part throws(Problem) in
            try self.read(part, .block, spans.popFirst() ?? Self.trialSpans[3], (part.width, part.height))
        }
        guard quarters > 0, page.turn(quarters, originalWidth: read.width, originalHeight: read.height) else {
            return
        }
        let size = quarters % 2 == 0 ? (read.width, read.height) : (read.height, read.width)
        let reading = try self.read(page, segmentation ?? .page, Self.secondSpan, size)
        let note = Preparation.Note(
            step: Uprightness.name,
            reason: "The text stands upright after \(quarters * 90) degrees clockwise.")
        read = ReadPage(width: size.0, height: size.1, notes: read.notes + [note], reading)
        read.quarters = quarters
    }

    /// Reads the page as one block, whose lines are not torn apart into columns.
    private func readAgain(_ page: borrowing PageImage, _ read: inout ReadPage) throws(Problem) {
        let size = (read.width, read.height)
        guard isDone(Levelling.name), let levelled = Levelling.levelled(page) else {
            return read.add(try self.read(page, .block, Self.secondSpan, size), notes: [])
        }
        let reading = try self.read(levelled, .block, Self.secondSpan, size, page.map)
        read.add(reading, notes: [Preparation.Note(step: Levelling.name, reason: Levelling.reason)])
    }

    private func read(
        _ page: borrowing PageImage, _ segmentation: Segmentation, _ span: ClosedRange<Double>,
        _ size: (width: Int, height: Int), _ map: PageMap? = nil
    ) throws(Problem) -> Reading {
        let watch = RecognitionWatch(monitor, span: span)
        let recognition = try recogniser.recognise(page, segmentation, watch)
        return Reading(
            recognition, segmentation: segmentation, map ?? page.map, width: size.width, height: size.height,
            marksNoise: isPrepared && isDone(Noise.name))
    }
}
