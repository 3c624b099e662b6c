import Jobs

/// `words.json`: every word of every page with its place and confidence, and how the page was read. Each page stands on
/// a line of its own, so that a long document can be read page by page too.
struct WordsDocument {
    private(set) var bytes: [UInt8] = []
    private(set) var pages = 0
    private(set) var words = 0
    private var characters = 0
    private var confidence = 0.0

    init(language: String) {
        var json = JSONText()
        json.string(language)
        bytes += #"{"language":"#.utf8 + json.bytes + #","pages":["#.utf8
    }

    mutating func add(_ read: ReadPage) {
        bytes += (pages == 0 ? "\n" : ",\n").utf8
        pages += 1
        let legible = read.best.words.filter { !$0.isNoise }
        words += legible.count
        for word in legible {
            characters += word.text.count
            confidence += Double(word.text.count) * word.confidence
        }
        bytes += Self.page(read, number: pages)
    }

    /// Nothing is added after it.
    mutating func finish() {
        let mean = characters > 0 ? Int((confidence / Double(characters)).rounded()) : 0
        bytes += "\n],\"mean_confidence\":\(mean)}\n".utf8
    }

    private static func page(_ read: ReadPage, number: Int) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            json.name("number")
            json.number(number)
            json.name("width")
            json.number(read.width)
            json.name("height")
            json.number(read.height)
            json.name("orientation")
            json.number(Int(read.orientation.rawValue))
            if let resolution = read.resolution {
                json.name("resolution")
                json.number(resolution)
            }
            json.name("source")
            json.string(read.source.rawValue)
            json.name("mean_confidence")
            json.number(Int(read.best.confidence.rounded()))
            if read.source == .recognition { writeReadings(of: read, to: &json) }
            json.name("words")
            json.array { json in for word in read.best.words { write(word, to: &json) } }
        }
        return json.bytes
    }

    private static func writeReadings(of read: ReadPage, to json: inout JSONText) {
        json.name("segmentation")
        json.string(read.best.segmentation.rawValue)
        json.name("preparation")
        json.array { json in
            for note in read.notes {
                json.object { json in
                    json.name("step")
                    json.string(note.step)
                    json.name("reason")
                    json.string(note.reason)
                }
            }
        }
        json.name("readings")
        json.array { json in
            for reading in read.readings {
                json.object { json in
                    json.name("segmentation")
                    json.string(reading.segmentation.rawValue)
                    json.name("confidence")
                    json.number(reading.confidence)
                    json.name("worth")
                    json.number(reading.worth)
                }
            }
        }
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
            json.name("noise")
            json.boolean(word.isNoise)
        }
    }
}
