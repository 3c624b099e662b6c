import Crypto
import Foundation
import Jobs

/// A file's size and SHA-256.
struct FileDigest: Hashable {
    let bytes: Int64
    let digest: ContentDigest

    private static let pieceBytes = 1 << 20

    /// Reads the whole file at `path`.
    init(path: String) throws {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? file.close() }  // it was only read
        var hash = SHA256()
        var bytes: Int64 = 0
        while let piece = try file.read(upToCount: Self.pieceBytes), !piece.isEmpty {
            hash.update(data: piece)
            bytes += Int64(piece.count)
        }
        guard let digest = ContentDigest(bytes: Array(hash.finalize())) else {
            throw BackupError("\(path) has no digest.")
        }
        self.bytes = bytes
        self.digest = digest
    }
}
