/// What the job's `result` says of a text.
struct StatisticsDocument {
    let text: String

    /// - Parameters:
    ///   - statistics: of the text.
    ///   - places: where it stands in the image; nil where it was not looked for.
    init(_ statistics: TextStatistics, _ places: TextPlaces?) {
        var json = JSONText()
        json.object { json in
            Self.write(statistics, to: &json)
            guard let places else { return }
            json.name("image")
            json.object { json in
                json.name("found")
                json.boolean(places.isFound)
                json.name("similarity")
                json.number(places.similarity)
            }
        }
        text = String(decoding: json.bytes, as: UTF8.self)
    }

    private static func write(_ statistics: TextStatistics, to json: inout JSONText) {
        let counts = [
            ("characters", statistics.characters), ("visible_characters", statistics.visibleCharacters),
            ("words", statistics.words), ("sentences", statistics.sentences), ("lines", statistics.lines),
        ]
        for (name, count) in counts {
            json.name(name)
            json.number(count)
        }
        json.name("reading_seconds")
        json.number(statistics.readingSeconds)
        json.name("frequent_words")
        json.array { json in
            for (word, count) in statistics.frequentWords {
                json.object { json in
                    json.name("word")
                    json.string(word)
                    json.name("count")
                    json.number(count)
                }
            }
        }
    }
}
