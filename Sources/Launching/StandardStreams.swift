internal import Foundation
internal import Synchronization

/// Unbuffered output on the two standard streams. A reader that is gone is no error.
package enum StandardStreams {
    /// Writes `text` to standard output; what hinders that, `outputFailure` says.
    package static func writeOutput(_ text: String) {
        writeOutput(Array(text.utf8))
    }

    /// The same with bytes as they are.
    package static func writeOutput(_ bytes: [UInt8]) {
        let code = write(bytes, to: STDOUT_FILENO)
        if code != 0, code != EPIPE { failure.store(code, ordering: .relaxed) }
    }

    /// Writes `text` to standard error. Where that cannot be written either, the exit status is left to tell.
    package static func writeError(_ text: String) {
        _ = write(Array(text.utf8), to: STDERR_FILENO)
    }

    /// Why a part of what was written to standard output is not there though its reader is, in the system's words; nil where
    /// all of it is.
    package static var outputFailure: String? {
        let code = failure.load(ordering: .relaxed)
        return code == 0 ? nil : unsafe String(cString: strerror(code))
    }

    /// One of the system's numbers of errors, or 0.
    private static let failure = Atomic<Int32>(0)

    /// Returns the number of the error that ended it early; 0 where there was none.
    private static func write(_ bytes: [UInt8], to file: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return errno }
        }
        return 0
    }
}
