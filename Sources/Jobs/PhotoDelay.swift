/// How long a `photo` job is put off: a random number of seconds in steps of five.
package struct PhotoDelay: Hashable, Sendable {
    /// In seconds.
    package let range: ClosedRange<Int>

    package static let stepSeconds = 5
    package static let usual = PhotoDelay(range: 5...300)

    private init(range: ClosedRange<Int>) {
        self.range = range
    }

    /// The range that `text` writes, such as `5-300`: whole seconds, at most as long as any job may be put off. Nil for
    /// other text.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first >= 0, first <= last,
            Double(last) <= Submission.longestDelaySeconds
        else { return nil }
        range = first...last
    }

    /// One of the delays, in milliseconds: the shortest, or any number of steps more within the range.
    package func milliseconds(using generator: inout some RandomNumberGenerator) -> Int64 {
        let steps = (range.upperBound - range.lowerBound) / Self.stepSeconds
        return Int64(range.lowerBound + Self.stepSeconds * Int.random(in: 0...steps, using: &generator))
            * 1000
    }
}

extension PhotoDelay: CustomStringConvertible {
    package var description: String { "\(range.lowerBound)-\(range.upperBound)" }
}
