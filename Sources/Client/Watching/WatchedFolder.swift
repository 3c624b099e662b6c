internal import Foundation
internal import Glibc
package import Jobs

/// The folder on disk: what is in it, what is remembered of it, and that nobody else watches it.
package final class WatchedFolder {
    /// Holds what is remembered.
    static let recordName = ".platen-watch.json"

    package let path: String
    private let descriptor: Int32

    /// - Throws: `Problem` with `.fileNotRead` when there is no such folder, or someone watches it.
    package init(path: String) throws(Problem) {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.problem(path, errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Problem(.fileNotRead, "\(path.onOneLine) is watched by another process.")
        }
        guard unsafe access(path, W_OK) == 0 else { throw Self.problem(path, errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    private static func problem(_ path: String, _ code: Int32) -> Problem {
        problem(path, unsafe String(cString: strerror(code)))
    }

    private static func problem(_ path: String, _ reason: String) -> Problem {
        Problem(.fileNotRead, "The folder \(path.onOneLine) cannot be watched: \(reason)")
    }

    /// Its regular files. One that vanishes meanwhile is left out.
    /// - Throws: `Problem` with `.fileNotRead`.
    package func files() throws(Problem) -> [FolderFile] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw Self.problem(path, error.localizedDescription)
        }
        return names.compactMap { name in
            var facts = stat()
            guard unsafe lstat("\(path)/\(name)", &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
                return nil
            }
            let modified = Int64(facts.st_mtim.tv_sec) * 1_000_000_000 + Int64(facts.st_mtim.tv_nsec)
            return FolderFile(
                name: name, look: FolderFile.Look(bytes: Int64(facts.st_size), modified: modified))
        }
    }

    private var recordPath: String { "\(path)/\(Self.recordName)" }

    /// What is remembered; nothing where that cannot be read, for without it nothing is done twice either: the same
    /// image is the same job.
    package func records() -> [String: HotFolder.Record] {
        guard let data = try? Data(contentsOf: URL(filePath: recordPath)) else { return [:] }
        return (try? JSONDecoder().decode([String: HotFolder.Record].self, from: data)) ?? [:]
    }

    /// - Throws: `Problem` with `.resultNotWritten`.
    package func remember(_ records: [String: HotFolder.Record]) throws(Problem) {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            try encoder.encode(records).write(to: URL(filePath: recordPath), options: .atomic)
        } catch {
            throw Problem(
                .resultNotWritten, "\(recordPath.onOneLine) cannot be written: \(error.localizedDescription)")
        }
    }

    /// Whether the file is still there.
    func holds(_ name: String) -> Bool { unsafe access("\(path)/\(name)", F_OK) == 0 }

    /// Takes a file away that an earlier attempt left.
    func remove(_ name: String) {
        unsafe unlink("\(path)/\(name)")
    }
}
