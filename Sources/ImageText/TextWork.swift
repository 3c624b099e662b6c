import Jobs

/// `ocr`: reads the text, page by page. Leaves `text.txt` and `words.json`, and the forms that are asked for,
/// all from one recognition.
struct TextWork: Work {
    let recogniser: TextRecogniser

    func run(_ job: JobRun) throws(Problem) -> JobResult {
        job.monitor.update(.decoding, progress: 0)
        let options = job.assignment.options
        let recogniser = try recogniser.serving(options.language)
        let source = try PageFile(path: job.inputPath, limits: job.limits).open()
        var (text, words) = (PlainText(), WordsDocument(language: recogniser.languages.text))
        var forms = FormWriter(options.forms ?? [], fileName: job.assignment.image?.fileName ?? "")
        let reader = FileReader(
            recogniser: recogniser, options: options, monitor: job.monitor, takesPictures: forms.takesPictures
        )
        try reader.read(source) { page, picture in
            text.add(page)
            words.add(page)
            forms.add(page, picture)
        }
        words.finish()
        job.monitor.update(.writing, progress: PageMonitor.span)
        return JobResult(
            value: Self.remark(words),
            files: [
                try job.results.write("text.txt", text.bytes),
                try job.results.write("words.json", words.bytes),
            ] + (try forms.write(to: job.results)))
    }

    /// What the files do not show at once; nil for one page with text.
    private static func remark(_ words: WordsDocument) -> String? {
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
