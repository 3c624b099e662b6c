import Jobs

/// `ocr`: reads the text. Leaves `text.txt` and `words.json`, both from one recognition.
struct TextWork: Work {
    let recogniser: TextRecogniser

    /// The share of the job that decoding is.
    private static let progressOfDecoding = 0.1

    func run(_ job: JobRun) throws(Problem) -> JobResult {
        JobResult(files: try write(try read(job), job))
    }

    /// Decodes and reads the image.
    /// - Throws: `Problem`.
    func read(_ job: JobRun) throws(Problem) -> ReadPage {
        job.monitor.update(.decoding, progress: 0)
        let page = try PageImage.decode(job.inputPath, limits: job.limits) { share in
            job.monitor.update(.decoding, progress: share * Self.progressOfDecoding)
        }
        job.monitor.update(.recognising, progress: Self.progressOfDecoding)
        return try PageReader(
            recogniser: recogniser, options: job.assignment.options, monitor: job.monitor
        ).read(page)
    }

    /// Writes what was read.
    /// - Throws: `Problem`.
    func write(_ read: ReadPage, _ job: JobRun) throws(Problem) -> [ResultFile] {
        job.monitor.update(.rendering, progress: 0.95)
        let (text, words) = (read.best.text, WordsDocument(read).bytes)
        job.monitor.update(.writing, progress: 0.97)
        return [
            try job.results.write("text.txt", text), try job.results.write("words.json", words),
        ]
    }
}
