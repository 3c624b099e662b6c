import Jobs

/// `ocr`: reads the text, page by page. Leaves `text.txt` and `words.json`, and the forms that are asked for, all from
/// one recognition.
struct TextWork: Work {
    let recogniser: TextRecogniser

    func run(_ job: JobRun) throws(Problem) -> JobResult {
        var file = try read(job)
        return JobResult(value: file.remark, files: try file.write(job))
    }

    /// Decodes and reads all pages of the image.
    /// - Throws: `Problem`.
    func read(_ job: JobRun) throws(Problem) -> ReadFile {
        job.monitor.update(.decoding, progress: 0)
        let options = job.assignment.options
        let recogniser = try recogniser.serving(options.language)
        let source = try PageFile(path: job.inputPath, limits: job.limits).open()
        var file = ReadFile(
            language: recogniser.languages.text, forms: options.forms ?? [],
            fileName: job.assignment.image?.fileName ?? "")
        let reader = FileReader(
            recogniser: recogniser, options: options, monitor: job.monitor,
            takesPictures: file.forms.takesPictures)
        try reader.read(source) { page, picture in file.add(page, picture) }
        return file
    }
}
