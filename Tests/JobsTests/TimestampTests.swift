import Foundation
import Jobs
import Testing

@Suite struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (1, "1970-01-01T00:00:00.001Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func momentsHaveTheirText(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    }

    /// From the year 1600, because Foundation's calendar is Julian before 1582.
    @Test func theTextIsFoundations() {
        let style = Date.ISO8601FormatStyle(timeZone: .gmt)
        for _ in 0..<5000 {
            let milliseconds = Int64.random(in: -11_676_096_000_000...253_402_300_799_999)
            let seconds = (Double(milliseconds) / 1000).rounded(.down)
            let whole = style.format(Date(timeIntervalSince1970: seconds)).dropLast()
            let rest = String(1000 + milliseconds - Int64(seconds) * 1000).dropFirst()
            #expect(Timestamp(milliseconds: milliseconds).rfc3339 == "\(whole).\(rest)Z")
        }
    }

    @Test(arguments: [Int64.min, .max])
    func theEndsOfTimeDoNotTrap(milliseconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).rfc3339.hasSuffix("Z"))
    }

    @Test func jsonIsTheNumber() throws {
        let json = try JSONEncoder().encode([Timestamp(milliseconds: -5)])
        #expect(String(decoding: json, as: UTF8.self) == "[-5]")
        #expect(try JSONDecoder().decode([Timestamp].self, from: json) == [Timestamp(milliseconds: -5)])
    }
}
