/// How many values there were of each size, and their sum.
package struct Histogram: Hashable, Sendable {
    /// The largest value of each class but the last, which holds all that are larger; ascending.
    package let bounds: [Double]
    /// Values of each class, one class more than bounds.
    package private(set) var counts: [Int]
    package private(set) var sum = 0.0

    package init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    /// Counts a value; one that is no number is passed over.
    package mutating func add(_ value: Double) {
        guard !value.isNaN else { return }
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }
}

extension Histogram {
    /// How many words it takes in a segment.
    static func wordCount(bounds: [Double]) -> Int { bounds.count + 2 }

    /// The words in a segment.
    var words: [UInt64] { [sum.bitPattern] + counts.map { UInt64(clamping: $0) } }

    /// Reads the first words; any bits make a valid histogram.
    init(bounds: [Double], words: ArraySlice<UInt64>) {
        self.init(bounds: bounds)
        let words = Array(words.prefix(Self.wordCount(bounds: bounds)))
        guard words.count == Self.wordCount(bounds: bounds) else { return }
        let sum = Double(bitPattern: words[0])
        self.sum = sum.isFinite ? sum : 0
        counts = words.dropFirst().map { Int(clamping: $0) }
    }
}
