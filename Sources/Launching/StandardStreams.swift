internal import Foundation

/// Unbuffered text on the two standard streams.
package enum StandardStreams {
    /// Writes `text` to standard output; a reader that is gone is no error.
    package static func writeOutput(_ text: String) {
        write(text, to: .standardOutput)
    }

    /// Writes `text` to standard error; a reader that is gone is no error.
    package static func writeError(_ text: String) {
        write(text, to: .standardError)
    }

    private static func write(_ text: String, to handle: FileHandle) {
        // Nobody is left to tell when a standard stream is closed.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
