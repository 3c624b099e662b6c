import Glibc

/// A system call that failed.
package struct SystemCallError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Its name and the reason.
    package let description: String

    /// Takes the reason from `errno`.
    init(_ call: String) {
        description = "\(call): \(unsafe String(cString: strerror(errno)))"
    }
}
