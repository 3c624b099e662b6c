import Glibc

/// Why a supervisor cannot start or go on, in words for the log.
package struct SupervisorError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// With the operating system's own word for `errno`.
    init(_ description: String, errno: Int32) {
        self.description = "\(description): \(Self.text(of: errno)) (errno \(errno))"
    }

    /// The operating system's own words.
    static func text(of errno: Int32) -> String { unsafe String(cString: strerror(errno)) }
}
