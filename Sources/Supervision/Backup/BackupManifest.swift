import Foundation
import Jobs

/// What a backup says of itself, in its file `backup.json`. It is written last: a folder without it holds no whole
/// backup.
package struct BackupManifest: Codable, Hashable, Sendable {
    /// Of the layout of a backup. One that is larger than `formatNow` is a later version's.
    package let format: Int
    /// The version of Platen that took it.
    package let version: String
    /// RFC 3339. Every job that was accepted before is in it.
    package let takenAt: String
    package let jobs: Int
    package let files: Int
    /// Of all files together.
    package let bytes: Int64
    /// The SHA-256 of the list of files, which holds that of each of them.
    package let listDigest: String

    static let formatNow = 1
    static let fileName = "backup.json"

    private enum CodingKeys: String, CodingKey {
        case format, version, jobs, files, bytes
        case takenAt = "taken_at"
        case listDigest = "files_sha256"
    }
}

extension BackupManifest {
    /// The one of the backup in `folder`.
    /// - Throws: `BackupError` for no backup, one that was cut short, and one of a later version.
    package init(of folder: String) throws(BackupError) {
        let path = "\(folder)/\(Self.fileName)"
        guard let data = FileManager.default.contents(atPath: path) else {
            let begun = FileManager.default.fileExists(atPath: "\(folder)/\(BackupLayout.store)")
            throw BackupError(
                begun
                    ? "The backup in \(folder) was cut short: it has no \(Self.fileName), which is written last. Take another "
                        + "one, or name an earlier one."
                    : "There is no backup in \(folder): it holds no \(Self.fileName). Name the folder that `platen backup` "
                        + "was given.")
        }
        let decoder = JSONDecoder()
        if let form = try? decoder.decode(Form.self, from: data), form.format > Self.formatNow {
            throw BackupError(
                "The backup in \(folder) was taken by Platen \(form.version), and this is \(Version.text), which cannot read "
                    + "it. Restore it with \(form.version) or newer.")
        }
        do {
            self = try decoder.decode(Self.self, from: data)
        } catch {
            throw BackupError("\(path) is damaged: \(error). Name another backup.")
        }
    }

    /// What every version's manifest has.
    private struct Form: Decodable {
        let format: Int
        let version: String
    }

    /// Writes it into `folder`, durably and at once.
    func write(into folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let data = try encoder.encode(self) + Data("\n".utf8)
        try data.write(to: URL(filePath: "\(folder)/\(Self.fileName)"), options: .atomic)
        try BackupLayout.synchronise(folder)
    }
}
