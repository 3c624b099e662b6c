import Documents
import Jobs

/// How often jobs failed of late, and why, of the jobs that are kept: removing one, by retention or by its user, lowers the
/// numbers. Of whom they were is not told.
struct FailuresDocument: Encodable {
    private struct Row: Encodable {
        let code: String
        let count: Int
        let last: String
    }

    private static let windowHours: Int64 = 24
    /// How far back, as clients see it.
    static let window = "\(windowHours)h"
    /// The same in milliseconds.
    static let windowMilliseconds = windowHours * 3_600_000

    private let window = Self.window
    private let total: Int
    private let byCode: [Row]

    init(_ counts: [FailureCount]) {
        total = counts.reduce(0) { $0 + $1.count }
        byCode = counts.map { Row(code: $0.code.rawValue, count: $0.count, last: $0.last.rfc3339) }
    }

    private enum CodingKeys: String, CodingKey {
        case window, total, byCode = "by_code"
    }
}
