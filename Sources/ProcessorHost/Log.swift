import Glibc

/// Lines on standard error, which the supervisor's own log takes in: of the forkserver, and of processors that have no
/// job yet.
enum Log {
    /// Writes one line in one system call.
    static func write(_ line: String) {
        let bytes = Array("platen-processor: \(line)\n".utf8)
        unsafe _ = bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
