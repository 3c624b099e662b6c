internal import Foundation
package import Jobs
internal import Synchronization

/// Where a client's command writes.
package struct ClientOutput: Sendable {
    /// Results and what programs read.
    package let write: @Sendable ([UInt8]) -> Void
    /// What people read.
    package let remark: @Sendable (String) -> Void

    package init(write: @escaping @Sendable ([UInt8]) -> Void, remark: @escaping @Sendable (String) -> Void) {
        self.write = write
        self.remark = remark
    }

    /// The standard streams; a reader that is gone is no error.
    package static let standard = ClientOutput(
        write: { bytes in
            let code = put(bytes, STDOUT_FILENO)
            if code != 0, code != EPIPE { failure.store(code, ordering: .relaxed) }
        },
        // Where that cannot be written either, the exit status is left to tell.
        remark: { _ = put(Array($0.utf8), STDERR_FILENO) })

    /// Why a part of what was written to standard output is not there, as one of the system's numbers of errors; else 0.
    private static let failure = Atomic<Int32>(0)

    /// Whether all that was written to standard output is there.
    /// - Throws: `Problem` with `.resultNotWritten` when it is not, though its reader is still there.
    package static func checkWritten() throws(Problem) {
        let code = failure.load(ordering: .relaxed)
        guard code != 0 else { return }
        throw Problem(
            .resultNotWritten,
            "The output was not written whole: \(unsafe String(cString: strerror(code))). The service keeps its jobs: "
                + "make room, then ask for them with platen jobs and platen wait.")
    }

    /// Returns the number of the error that ended it early; 0 where there was none.
    private static func put(_ bytes: [UInt8], _ file: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return errno }
        }
        return 0
    }

    /// `text` and a newline, for programs.
    package func line(_ text: String) {
        write(Array("\(text)\n".utf8))
    }
}
