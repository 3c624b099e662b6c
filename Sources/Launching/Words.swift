internal import Foundation
internal import Glibc

/// Runs a short program for what it says.
enum Words {
    enum Stream: Int32 {
        case output = 1
        case errors = 2
    }

    /// All that the program writes to the stream, and how it ended. What it writes to the other one is lost.
    /// - Throws: `LaunchError` when it cannot be run.
    static func of(
        _ path: String, _ arguments: [String], from stream: Stream, _ environment: [String: String]? = nil
    ) throws(LaunchError) -> (words: String, end: ChildEnd) {
        let pipe = Pipe()
        let written = pipe.fileHandleForWriting
        let other: Stream = stream == .output ? .errors : .output
        let pid = try ChildSpawner.spawn(
            path: path, arguments: [path] + arguments,
            environment: environment ?? ProcessInfo.processInfo.environment,
            files: [
                0: .nothing, stream.rawValue: .descriptor(written.fileDescriptor), other.rawValue: .nothing,
            ])
        try? written.close()
        let words = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return (String(decoding: words, as: UTF8.self), ChildEnd(waitStatus: status))
    }
}
