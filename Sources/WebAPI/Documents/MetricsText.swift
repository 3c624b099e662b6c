import SharedRing

/// Metrics in the text format 0.0.4 of Prometheus. Names and labels are our own words, so that nothing has to be
/// escaped.
struct MetricsText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// One number with what it is counted by.
    typealias Sample = (label: String, value: Double)

    private(set) var text = ""

    /// A number that goes up and down.
    mutating func gauge(_ name: String, _ help: String, _ value: Double) {
        head(name, help, type: "gauge")
        line(name, [], value)
    }

    /// The same, one for each value of `label`.
    mutating func gauge(_ name: String, _ help: String, by label: String, _ samples: [Sample]) {
        head(name, help, type: "gauge")
        for sample in samples { line(name, [(label, sample.label)], sample.value) }
    }

    /// A number that only grows, until the supervisor is started anew.
    mutating func counter(_ name: String, _ help: String, _ value: Double) {
        head(name, help, type: "counter")
        line(name, [], value)
    }

    /// The same, one for each value of `label`.
    mutating func counter(_ name: String, _ help: String, by label: String, _ samples: [Sample]) {
        head(name, help, type: "counter")
        for sample in samples { line(name, [(label, sample.label)], sample.value) }
    }

    mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
        head(name, help, type: "histogram")
        lines(name, [], histogram)
    }

    /// The same, one for each value of `label`.
    mutating func histogram(
        _ name: String, _ help: String, by label: String, _ samples: [(label: String, value: Histogram)]
    ) {
        head(name, help, type: "histogram")
        for sample in samples { lines(name, [(label, sample.label)], sample.value) }
    }

    private mutating func head(_ name: String, _ help: String, type: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    /// Each class counts what the smaller ones count too.
    private mutating func lines(_ name: String, _ labels: [(String, String)], _ histogram: Histogram) {
        var total = 0
        for (place, count) in histogram.counts.enumerated() {
            total += count
            let bound =
                histogram.bounds.indices.contains(place) ? Self.plain(histogram.bounds[place]) : "+Inf"
            line("\(name)_bucket", labels + [("le", bound)], Double(total))
        }
        line("\(name)_sum", labels, histogram.sum)
        line("\(name)_count", labels, Double(total))
    }

    private mutating func line(_ name: String, _ labels: [(name: String, value: String)], _ value: Double) {
        let list = labels.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ",")
        text += "\(name)\(list.isEmpty ? "" : "{\(list)}") \(Self.plain(value))\n"
    }

    /// Without the `.0` of a whole number.
    private static func plain(_ number: Double) -> String {
        let text = String(number)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
