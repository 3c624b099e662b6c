internal import Foundation
internal import Glibc
internal import Jobs

/// Where an image comes from.
package enum ImageSource: Hashable, Sendable {
    case file(String)
    /// Standard input, which can be read only once.
    case standardInput

    /// More than any service takes.
    private static let mostBytes = 1 << 30

    /// `-` is standard input.
    package init(argument: String) {
        self = argument == "-" ? .standardInput : .file(argument)
    }

    /// For people.
    package var label: String {
        switch self {
        case .file(let path): path.onOneLine
        case .standardInput: "standard input"
        }
    }

    /// What the service is to call it; nil where there is no name.
    package var fileName: String? {
        switch self {
        case .file(let path): path.split(separator: "/").last.map(String.init)
        case .standardInput: nil
        }
    }

    /// All of it.
    /// - Throws: `Problem` with `.fileNotRead`.
    func read() throws(Problem) -> [UInt8] {
        do {
            let handle = try open()
            defer { if self != .standardInput { try? handle.close() } }
            var bytes: [UInt8] = []
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
                bytes += piece
                guard bytes.count <= Self.mostBytes else { throw Problem(.fileNotRead, "It is too large.") }
            }
            guard !bytes.isEmpty else { throw Problem(.fileNotRead, "It is empty.") }
            return bytes
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.fileNotRead, "It cannot be read: \(error.localizedDescription)")
        }
    }

    private func open() throws(Problem) -> FileHandle {
        guard case .file(let path) = self else { return .standardInput }
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Problem(.fileNotRead, "It cannot be read: \(unsafe String(cString: strerror(errno))).")
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}
