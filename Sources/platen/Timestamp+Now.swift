internal import Foundation
internal import Jobs

extension Timestamp {
    /// Now, by the clock that the machine's operator can set.
    static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
