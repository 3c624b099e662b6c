/// What users were promised and got of the processors, as the supervisor publishes it.
package struct ShareTable: Hashable, Sendable {
    /// A window's sums of one user, in seconds.
    package struct Sums: Hashable, Sendable {
        package var promised: Double
        package var received: Double
        /// Of a job that began.
        package var longestWait: Double

        package init(promised: Double = 0, received: Double = 0, longestWait: Double = 0) {
            self.promised = promised
            self.received = received
            self.longestWait = longestWait
        }
    }

    /// One user.
    package struct Row: Hashable, Sendable {
        package var name: String
        package var weight: Double
        /// Jobs that have not ended, and those of them that run.
        package var jobs: Int
        package var running: Int
        /// Of the minute, the hour and the day.
        package var windows: [Sums]

        package init(name: String, weight: Double, jobs: Int, running: Int, windows: [Sums]) {
            self.name = name
            self.weight = weight
            self.jobs = jobs
            self.running = running
            self.windows = windows
        }
    }

    /// How fair a window was to all users.
    package struct Fairness: Hashable, Sendable {
        /// Jain's index, 1 when all got the same for each second promised.
        package var jain: Double
        /// Of how many users it is: those who had a claim all through the window.
        package var contenders: Int
        /// Of a job that began, in seconds.
        package var longestWait: Double

        package init(jain: Double = 1, contenders: Int = 0, longestWait: Double = 0) {
            self.jain = jain
            self.contenders = contenders
            self.longestWait = longestWait
        }
    }

    /// Of the minute, the hour and the day.
    package var fairness: [Fairness]
    /// Users with most processor time within the hour first, up to `rowLimit`.
    package var rows: [Row]
    /// How many users more there are.
    package var more: Int

    package static let rowLimit = 32
    package static let windowCount = 3

    package init(
        fairness: [Fairness] = Array(repeating: Fairness(), count: windowCount), rows: [Row] = [],
        more: Int = 0
    ) {
        self.fairness = fairness
        self.rows = rows
        self.more = more
    }
}

extension ShareTable {
    /// How many words it takes in the segment.
    static let wordCount = firstRow + rowLimit * Row.wordCount
    private static let firstRow = 1 + windowCount * Fairness.wordCount

    /// The words in the segment; rows whose name has no place are left out.
    var words: [UInt64] {
        let rows = rows.compactMap(\.words).prefix(Self.rowLimit)
        let free = [UInt64](repeating: 0, count: (Self.rowLimit - rows.count) * Row.wordCount)
        return [UInt64(clamping: more)] + fairness.prefix(Self.windowCount).flatMap(\.words)
            + rows.flatMap(\.self) + free
    }

    /// Any bits make a valid table: a row whose words cannot be is left out.
    init(words: [UInt64]) {
        self.init(
            fairness: (0..<Self.windowCount).map { Fairness(words: words[(1 + $0 * Fairness.wordCount)...]) },
            rows: (0..<Self.rowLimit).compactMap {
                Row(words: words[(Self.firstRow + $0 * Row.wordCount)...])
            },
            more: Int(clamping: words[0]))
    }
}

extension ShareTable.Row {
    static let wordCount = SharedName.wordCount + 3 + ShareTable.windowCount * 3

    fileprivate var words: [UInt64]? {
        guard windows.count == ShareTable.windowCount, let name = SharedName.words(name) else { return nil }
        return name + [weight.bitPattern, UInt64(clamping: jobs), UInt64(clamping: running)]
            + windows.flatMap { [$0.promised, $0.received, $0.longestWait].map(\.bitPattern) }
    }

    fileprivate init?(words: ArraySlice<UInt64>) {
        guard let name = SharedName.read(words) else { return nil }
        let numbers = Array(words.dropFirst(SharedName.wordCount).prefix(Self.wordCount))
        let sums = (0..<ShareTable.windowCount).map { window in
            let place = 3 + 3 * window
            return ShareTable.Sums(
                promised: .shared(numbers[place]), received: .shared(numbers[place + 1]),
                longestWait: .shared(numbers[place + 2]))
        }
        self.init(
            name: name, weight: .shared(numbers[0]), jobs: Int(clamping: numbers[1]),
            running: Int(clamping: numbers[2]), windows: sums)
    }
}

extension ShareTable.Fairness {
    fileprivate static let wordCount = 3

    fileprivate var words: [UInt64] {
        [jain.bitPattern, UInt64(clamping: contenders), longestWait.bitPattern]
    }

    fileprivate init(words: ArraySlice<UInt64>) {
        let words = Array(words.prefix(Self.wordCount))
        self.init(
            jain: .shared(words[0]), contenders: Int(clamping: words[1]), longestWait: .shared(words[2]))
    }
}

extension Double {
    /// The number that stands in a segment; 0 for what is none.
    fileprivate static func shared(_ word: UInt64) -> Double {
        let number = Double(bitPattern: word)
        return number.isFinite ? number : 0
    }
}
