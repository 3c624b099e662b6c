internal import Foundation

/// Runs a short program for what it says.
enum Words {
    enum Stream {
        case output
        case errors
    }

    /// All that the program writes to the stream until it ends, and its exit status.
    /// - Throws: `LaunchError` when it cannot be run.
    static func of(
        _ path: String, _ arguments: [String], from stream: Stream, _ environment: [String: String]? = nil
    ) throws(LaunchError) -> (words: String, status: Int32) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        if let environment { process.environment = environment }
        switch stream {
        case .output:
            process.standardOutput = pipe
            process.standardError = FileHandle.nullDevice
        case .errors: process.standardError = pipe
        }
        do {
            try process.run()
            let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return (String(decoding: data, as: UTF8.self), process.terminationStatus)
        } catch {
            throw LaunchError("\(path) cannot be run: \(error.localizedDescription)")
        }
    }
}
