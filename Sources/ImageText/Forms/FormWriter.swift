import Forms
import Jobs

/// Writes the forms that a job asks for, page by page.
struct FormWriter {
    private var texts: [Text]
    private var document: PDFDocument?
    private var documentBytes: [UInt8] = []
    private var pages = 0

    private struct Text {
        let form: ResultForm
        let writer: any PageForm
        var bytes: [UInt8]
    }

    /// `fileName` is that of the input.
    init(_ forms: [ResultForm], fileName: String) {
        texts = forms.compactMap { form in
            Self.writer(form, fileName).map { Text(form: form, writer: $0, bytes: Array($0.beginning.utf8)) }
        }
        document = forms.contains(.pdf) ? PDFDocument() : nil
    }

    /// Whether `add` needs the pictures of pages.
    var takesPictures: Bool { document != nil }

    mutating func add(_ read: ReadPage, _ picture: PDFPicture?) {
        pages += 1
        guard !texts.isEmpty || document != nil else { return }
        let page = FormPage(read, number: pages)
        for index in texts.indices { texts[index].bytes += texts[index].writer.text(of: page).utf8 }
        guard let picture else { return }
        document?.add(page, picture)
        documentBytes += document?.take() ?? []
    }

    /// Writes the files; nothing is added after it.
    /// - Throws: `Problem`.
    mutating func write(to results: any ResultSink) throws(Problem) -> [ResultFile] {
        var files: [ResultFile] = []
        for text in texts {
            files.append(try results.write(text.form.fileName, text.bytes + text.writer.ending.utf8))
        }
        guard document != nil else { return files }
        document?.finish()
        documentBytes += document?.take() ?? []
        return files + [try results.write(ResultForm.pdf.fileName, documentBytes)]
    }

    private static func writer(_ form: ResultForm, _ fileName: String) -> (any PageForm)? {
        switch form {
        case .hocr: HOCRForm(fileName: fileName)
        case .tsv: TSVForm()
        case .alto: ALTOForm(fileName: fileName)
        case .pdf: nil
        }
    }
}

extension FormPage {
    /// What was read, as `words.json` has it.
    init(_ read: ReadPage, number: Int) {
        let words = read.best.words.map { word in
            FormWord(
                word.text, confidence: (word.confidence * 100).rounded() / 100,
                box: [word.box.x, word.box.y, word.box.width, word.box.height], block: word.place.block,
                paragraph: word.place.paragraph, line: word.place.line, noise: word.isNoise)
        }
        self.init(
            number: number, width: read.width, height: read.height,
            orientation: Int(read.orientation.rawValue),
            resolution: read.resolution, words: words)
    }
}
