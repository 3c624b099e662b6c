/// Part of every day, in UTC, such as `22:00-06:00`: from the first minute up to, but not including, the second, over
/// midnight where that is earlier.
package struct DayHours: Hashable, Sendable {
    /// Minutes since midnight.
    private let from: Int
    private let to: Int

    /// Nil for anything but two different times of four digits.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minutes)
        guard ends.count == 2, let from = ends[0], let to = ends[1], from != to else { return nil }
        (self.from, self.to) = (from, to)
    }

    private static func minutes(_ text: Substring) -> Int? {
        let digits = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard text.utf8.count == 5, digits == 4, parts.count == 2, parts[0].count == 2,
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return 60 * hour + minute
    }

    package func contains(_ time: Timestamp) -> Bool {
        let minute = Int(time.millisecondsOfDay / 60_000)
        return from < to ? (from..<to).contains(minute) : minute >= from || minute < to
    }
}

extension DayHours: CustomStringConvertible {
    package var description: String { "\(Self.text(from))-\(Self.text(to))" }

    private static func text(_ minutes: Int) -> String {
        [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
