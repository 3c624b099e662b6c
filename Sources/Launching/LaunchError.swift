/// Why the service cannot be started: a sentence for the person who starts it.
package struct LaunchError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    /// `what`, followed by the words of the C library for `code`.
    init(_ what: String, errno code: Int32) {
        self.init("\(what): \(SystemError.text(code)).")
    }
}
