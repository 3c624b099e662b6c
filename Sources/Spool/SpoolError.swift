import Glibc

/// A file system call on the spool that failed.
package struct SpoolError: Error, Hashable, Sendable {
    /// What a caller may want to tell apart.
    package enum Code: Hashable, Sendable {
        /// No room: disk, inodes or quota.
        case full
        /// The job has a folder already.
        case exists
        /// Everything else.
        case other
    }

    package let code: Code
    /// The system call, such as `openat`.
    package let operation: String
    /// What it was called on.
    package let path: String
    /// The value of `errno` after it.
    package let errorNumber: Int32

    init(_ operation: String, _ path: String, _ errorNumber: Int32) {
        self.operation = operation
        self.path = path
        self.errorNumber = errorNumber
        code =
            switch errorNumber {
            case ENOSPC, EDQUOT: .full
            case EEXIST: .exists
            default: .other
            }
    }
}

extension SpoolError: CustomStringConvertible {
    /// For the log; it holds a path.
    package var description: String {
        "\(operation) \(path): \(unsafe String(cString: strerror(errorNumber))) (errno \(errorNumber))"
    }
}
