import Glibc
import Jobs

/// The bytes of a file.
enum FileBytes {
    private static let bytesOfHead = 4096

    /// The first of them, enough to tell the format by.
    /// - Throws: `Problem` with `.inputMissing` or `.machineTrouble`.
    static func head(of path: String) throws(Problem) -> [UInt8] { try read(path, mostBytes: bytesOfHead) }

    /// - Throws: `Problem` with `.inputMissing` or `.machineTrouble`.
    static func all(of path: String) throws(Problem) -> [UInt8] { try read(path, mostBytes: .max) }

    private static func read(_ path: String, mostBytes: Int) throws(Problem) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw failure("open") }
        defer { close(descriptor) }
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0 else { throw failure("fstat") }
        var bytes = [UInt8](repeating: 0, count: min(mostBytes, Int(facts.st_size)))
        var filled = 0
        while filled < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
            }
            guard count >= 0 else { throw failure("read") }
            guard count > 0 else { break }
            filled += count
        }
        return Array(bytes.prefix(filled))
    }

    private static func failure(_ call: String) -> Problem {
        Problem(
            errno == ENOENT ? .inputMissing : .machineTrouble,
            "The image could not be read from the disk. Send it again.",
            privateDetail: "\(call): errno \(errno)")
    }
}
