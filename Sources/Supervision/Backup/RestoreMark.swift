import Foundation
package import Jobs

/// The file that stands in a data folder while a restore puts things in their places: what lies there then belongs
/// together only when it has ended.
package struct RestoreMark {
    static let fileName = "restore-unfinished"

    private let settings: ServiceSettings
    private var path: String { "\(settings.dataFolder)/\(Self.fileName)" }

    package init(settings: ServiceSettings) {
        self.settings = settings
    }

    /// - Throws: `BackupError` when a restore was cut short.
    package func check() throws(BackupError) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        throw BackupError(
            "A restore into \(settings.dataFolder) was cut short while it put files in their places. Run `platen restore` "
                + "with --replace again: what was there before is kept in \(settings.dataFolder)/"
                + "\(RestorePlaces.keptPrefix)….")
    }

    func set() throws {
        try Data().write(to: URL(filePath: path))
        try BackupLayout.synchronise(settings.dataFolder)
    }

    func clear() throws {
        try BackupLayout.synchronise(settings.dataFolder)
        try FileManager.default.removeItem(atPath: path)
    }
}
