import Forms
import Jobs

/// What was read of a file, as far as it has been read.
struct ReadFile {
    private(set) var text = PlainText()
    private(set) var words: WordsDocument
    private(set) var forms: FormWriter
    /// What was read on the first page.
    private(set) var first: Reading?

    init(language: String, forms: [ResultForm], fileName: String) {
        words = WordsDocument(language: language)
        self.forms = FormWriter(forms, fileName: fileName)
    }

    mutating func add(_ page: ReadPage, _ picture: PDFPicture?) {
        text.add(page)
        words.add(page)
        forms.add(page, picture)
        first = first ?? page.best
    }

    /// Writes the files; nothing is added after it.
    /// - Throws: `Problem`.
    mutating func write(_ job: JobRun) throws(Problem) -> [ResultFile] {
        words.finish()
        job.monitor.update(.writing, progress: PageMonitor.span)
        return [
            try job.results.write("text.txt", text.bytes), try job.results.write("words.json", words.bytes),
        ] + (try forms.write(to: job.results))
    }

    /// What the files do not show at once; nil for one page with text.
    var remark: String? {
        guard words.pages > 1 || words.words == 0 else { return nil }
        var json = JSONText()
        json.object { json in
            json.name("pages")
            json.number(words.pages)
            guard words.words == 0 else { return }
            json.name("message")
            json.string("No text was found.")
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
