import Jobs

/// `ocr`: reads the text. Leaves `text.txt` and `words.json`, both from one recognition.
struct TextWork: Work {
    let recogniser: TextRecogniser

    func run(_ job: JobRun) throws(Problem) -> JobResult {
        job.monitor.update(.decoding, progress: 0)
        let page = try PageImage.decode(job.inputPath, limits: job.limits) { share in
            job.monitor.update(.decoding, progress: share * RecognitionWatch.progressBefore)
        }
        job.monitor.update(.recognising, progress: RecognitionWatch.progressBefore)
        let recognition = try recogniser.recognise(page, monitor: job.monitor)
        job.monitor.update(.rendering, progress: 0.95)
        let (text, words) = (recognition.text, Self.document(of: recognition))
        job.monitor.update(.writing, progress: 0.97)
        return JobResult(files: [
            try job.results.write("text.txt", text), try job.results.write("words.json", words),
        ])
    }

    private static func document(of recognition: Recognition) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            json.name("page")
            json.object { json in
                json.name("width")
                json.number(recognition.width)
                json.name("height")
                json.number(recognition.height)
            }
            json.name("language")
            json.string(TextRecogniser.language)
            json.name("mean_confidence")
            json.number(recognition.meanConfidence)
            json.name("words")
            json.array { json in recognition.forEachWord { word in Self.write(word, to: &json) } }
        }
        return json.bytes
    }

    private static func write(_ word: Word, to json: inout JSONText) {
        json.object { json in
            json.name("text")
            json.string(word.text)
            json.name("confidence")
            json.number(word.confidence)
            json.name("box")
            json.array { json in
                for value in [word.box.x, word.box.y, word.box.width, word.box.height] { json.number(value) }
            }
            json.name("block")
            json.number(word.place.block)
            json.name("paragraph")
            json.number(word.place.paragraph)
            json.name("line")
            json.number(word.place.line)
        }
    }
}
