internal import Foundation

/// Words for errno values.
enum SystemError {
    /// Such as `No such file or directory`.
    static func text(_ code: Int32) -> String {
        POSIXErrorCode(rawValue: code).map { POSIXError($0).localizedDescription } ?? "error \(code)"
    }
}
