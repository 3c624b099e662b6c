import CTesseract
package import Jobs

/// Tesseract with its models loaded: loaded once, then shared by the processes that are forked. Used from one thread.
/// The only file, with `Recognition+Words.swift`, that calls Tesseract.
@safe package final class TextRecogniser {
    /// Tesseract's own.
    package static var version: String { unsafe String(cString: TessVersion()) }

    let api: OpaquePointer
    let languages: Languages
    /// Reads lines with this recogniser where a job is lent processors; nil for nobody.
    package private(set) var team: LineTeam?
    /// Where the models are, those of other languages too.
    package var folder: String { unsafe String(cString: TessBaseAPIGetDatapath(api)) }

    /// Loads the models.
    /// - Throws: `Problem` with `.machineTrouble` when they are missing.
    package init(_ models: LanguageModels = LanguageModels()) throws(Problem) {
        languages = models.languages
        let folder = models.folder.isEmpty ? nil : models.folder
        setMsgSeverity(Int32(L_SEVERITY_NONE))
        guard let api = unsafe TessBaseAPICreate() else { throw Self.noMemory }
        guard unsafe TessBaseAPIInit3(api, folder, languages.text) == 0 else {
            unsafe TessBaseAPIDelete(api)
            throw Problem(
                .machineTrouble,
                "Tesseract has no models of the language \(languages.text) that it can use: install its language data, or "
                    + "install it again where a file is damaged.")
        }
        unsafe TessBaseAPISetVariable(api, "debug_file", "/dev/null")
        unsafe self.api = unsafe api
    }

    deinit {
        unsafe TessBaseAPIDelete(api)
    }

    /// One for these languages: this, or another whose models are loaded now.
    /// - Throws: `Problem` with `.machineTrouble` when they are missing.
    func serving(_ languages: Languages?) throws(Problem) -> TextRecogniser {
        guard let languages, languages != self.languages else { return self }
        return try TextRecogniser(LanguageModels(languages: languages, folder: folder))
    }

    /// Loads models for threads that may read beside this recogniser's. None with several languages: which of them reads a line
    /// first depends on the line before.
    /// - size: as many threads at most; there are fewer where models cannot be loaded.
    package func loadTeam(size: Int) {
        guard size > 0, languages.names.count == 1 else { return }
        team = LineTeam(size: size, LanguageModels(languages: languages, folder: folder))
    }

    /// Recognises a small drawn page, so that what is done on first use is done before the fork: also the comparison of
    /// quicker layers with Tesseract's (`QuickLayers`).
    package func warmUp() {
        guard let page = Self.drawnPage() else { return }
        do throws(Problem) {
            _ = try recognise(page, .page, RecognitionWatch(nil))
        } catch {
            return  // a page without text is no loss here
        }
    }

    /// The word LET, twice: a comb of strokes would not be taken for text.
    private static func drawnPage() -> PageImage? {
        guard let pix = unsafe pixCreate(320, 80, 1) else { return nil }
        let page = unsafe PageImage(pix: pix)
        let strokes: [(x: Int32, y: Int32, width: Int32, height: Int32)] = [
            (0, 0, 6, 40), (0, 34, 24, 6),
            (34, 0, 6, 40), (34, 0, 24, 6), (34, 17, 20, 6), (34, 34, 24, 6),
            (64, 0, 30, 6), (76, 0, 6, 40),
        ]
        for word in 0..<2 {
            for stroke in strokes {
                unsafe pixRasterop(
                    pix, 30 + Int32(word) * 130 + stroke.x, 20 + stroke.y, stroke.width, stroke.height,
                    PIX_SET,
                    nil, 0, 0)
            }
        }
        return page
    }

    /// Finds and reads all text of the page. The recogniser's own state is the result until the next call.
    /// - Throws: `Problem`.
    func recognise(
        _ page: borrowing PageImage, _ segmentation: Segmentation, _ watch: RecognitionWatch
    ) throws(Problem) -> Recognition {
        unsafe TessBaseAPISetPageSegMode(api, segmentation.mode)
        unsafe TessBaseAPISetImage2(api, page.pix)  // makes a copy
        guard unsafe TessBaseAPIGetInputImage(api) != nil else { throw PageImage.outOfMemory }
        team?.openPage()
        defer { team?.closePage() }
        let status = unsafe watch.run { unsafe TessBaseAPIRecognize(api, $0) }
        guard !watch.wasGivenUp else { throw .givenUp }
        guard status == 0 else { throw Self.notRecognised }
        return Recognition(recogniser: self)
    }

    /// The text of an image file, exactly as a job of kind `ocr` leaves it; without the steps in `omitted`, to measure
    /// what they gain.
    /// - Throws: `Problem`.
    package func text(
        ofImageAt path: String, limits: ImageLimits, options: JobOptions, omitting omitted: Set<String> = []
    ) throws(Problem) -> [UInt8] {
        var text = PlainText()
        let reader = FileReader(
            recogniser: try serving(options.language), options: options, monitor: nil, omitted: omitted)
        try reader.read(try PageFile(path: path, limits: limits).open()) { page, _ in text.add(page) }
        return text.bytes
    }

    private static let noMemory = Problem(.machineTrouble, "No memory for Tesseract.")
    private static let notRecognised = Problem(
        .badImage,
        "The image could not be prepared for reading. Scale it to a usual page size and send it again.")
}
