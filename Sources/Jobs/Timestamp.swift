/// A moment of the wall clock, in milliseconds since 1970-01-01T00:00:00Z: what rows, events and documents
/// carry. How long something took is never the difference of two of these where the clock may have jumped;
/// time limits use the monotonic clock.
package struct Timestamp: Hashable, Sendable, Codable {
    /// Milliseconds since 1970.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Timestamp: Comparable {
    package static func < (first: Timestamp, second: Timestamp) -> Bool {
        first.milliseconds < second.milliseconds
    }
}

extension Timestamp {
    package static let millisecondsPerDay: Int64 = 86_400_000

    /// Whole days since 1970-01-01, in UTC.
    package var day: Int64 { milliseconds.floorDivided(by: Self.millisecondsPerDay).quotient }

    /// Since midnight, in UTC.
    package var millisecondsOfDay: Int64 { milliseconds.floorDivided(by: Self.millisecondsPerDay).remainder }

    /// The next midnight, in UTC.
    package var endOfDay: Timestamp { Timestamp(milliseconds: (day + 1) * Self.millisecondsPerDay) }

    /// RFC 3339 in UTC with milliseconds, `2026-01-31T12:00:00.000Z`: the form in every JSON document.
    package var rfc3339: String {
        let (year, month, day) = Self.civil(fromDays: self.day)
        let (seconds, thousandths) = millisecondsOfDay.quotientAndRemainder(dividingBy: 1000)
        let date = "\(Self.pad(year, 4))-\(Self.pad(month, 2))-\(Self.pad(day, 2))"
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.pad($0, 2) }
        return "\(date)T\(time.joined(separator: ":")).\(Self.pad(thousandths, 3))Z"
    }

    /// The proleptic Gregorian date `days` after 1970-01-01, counted in eras of 400 years that begin in March.
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).floorDivided(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    /// Quotient rounded down and remainder that is never negative.
    fileprivate func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
