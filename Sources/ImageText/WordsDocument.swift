import Jobs

/// `words.json`: every word with its place and confidence, and how the page was read.
struct WordsDocument {
    let bytes: [UInt8]

    init(_ read: ReadPage) {
        var json = JSONText()
        json.object { json in
            json.name("page")
            json.object { json in
                json.name("width")
                json.number(read.width)
                json.name("height")
                json.number(read.height)
            }
            json.name("language")
            json.string(TextRecogniser.language)
            json.name("mean_confidence")
            json.number(Int(read.best.confidence.rounded()))
            Self.writeReadings(of: read, to: &json)
            json.name("words")
            json.array { json in for word in read.best.words { Self.write(word, to: &json) } }
        }
        bytes = json.bytes
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
