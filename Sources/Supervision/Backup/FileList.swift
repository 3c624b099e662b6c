import Foundation
import Jobs

/// The files of a backup with their digests, a line each: `<64 digits>  <path>`.
struct FileList {
    struct Entry: Hashable {
        let digest: ContentDigest
        let file: BackupFile

        var line: String { "\(digest)  \(file.path)\n" }

        init(digest: ContentDigest, file: BackupFile) {
            self.digest = digest
            self.file = file
        }

        /// Nil for what is no such line.
        fileprivate init?(_ line: Substring) {
            let digits = line.prefix(2 * ContentDigest.byteCount)
            let rest = line.dropFirst(digits.count)
            guard let digest = ContentDigest(digits), rest.hasPrefix("  "),
                let file = BackupFile(path: String(rest.dropFirst(2)))
            else { return nil }
            self.init(digest: digest, file: file)
        }
    }

    let entries: [Entry]

    /// The list of the backup in `folder`, which is what the manifest says.
    /// - Throws: `BackupError` when it is missing or damaged.
    init(of folder: String, _ manifest: BackupManifest) throws {
        let path = "\(folder)/\(BackupLayout.list)"
        guard FileManager.default.fileExists(atPath: path),
            "\(try FileDigest(path: path).digest)" == manifest.listDigest
        else { throw BackupError("\(path) is damaged or missing. Name another backup.") }
        entries = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            guard let entry = Entry(line) else {
                throw BackupError("\(path) names what no backup holds: \(line.prefix(200))")
            }
            return entry
        }
    }
}

/// Writes the list while the files are gathered.
struct FileListWriter: ~Copyable {
    private let file: FileHandle
    private var buffer = Data()
    private(set) var count = 0
    private(set) var bytes: Int64 = 0

    private static let bufferBytes = 1 << 16

    init(path: String) throws {
        try Data().write(to: URL(filePath: path))
        file = try FileHandle(forWritingTo: URL(filePath: path))
    }

    mutating func add(_ file: BackupFile, _ digest: FileDigest) throws {
        buffer += Data(FileList.Entry(digest: digest.digest, file: file).line.utf8)
        count += 1
        bytes += digest.bytes
        if buffer.count > Self.bufferBytes { try flush() }
    }

    /// Writes what is left.
    mutating func finish() throws {
        try flush()
        try file.close()
    }

    private mutating func flush() throws {
        try file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
