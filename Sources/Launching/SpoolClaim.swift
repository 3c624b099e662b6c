internal import Foundation
internal import Jobs

/// A spool outside of the data folder says in a file whose it is: the sweep of one service would take the files of
/// another for orphans.
struct SpoolClaim {
    /// The file, which holds the path of the data folder.
    static let fileName = ".platen-data-folder"

    let settings: ServiceSettings

    private var path: String { "\(settings.spoolFolder)/\(Self.fileName)" }

    /// Makes the folder where it is missing, and enters the service unless it is there already. Does nothing for a
    /// spool inside of the data folder.
    /// - Throws: `LaunchError` when the folder cannot be made or is another service's.
    func make() throws(LaunchError) {
        guard !settings.keepsSpoolInside else { return }
        if owner == nil { try enter() }
        guard let owner, owner != settings.dataFolder else { return }
        throw LaunchError(
            "The folder \(settings.spoolFolder) holds the files of the service with the data folder \(owner). "
                + "Set PLATEN_SPOOL_DIR to another one; if that data folder is now \(settings.dataFolder), "
                + "write so into \(path).")
    }

    private var owner: String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    private func enter() throws(LaunchError) {
        do {
            try FileManager.default.createDirectory(
                atPath: settings.spoolFolder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750])
            try Data("\(settings.dataFolder)\n".utf8).write(
                to: URL(filePath: path), options: .withoutOverwriting)
        } catch {
            throw LaunchError(
                "The folder \(settings.spoolFolder) cannot be used for images and results: "
                    + error.localizedDescription)
        }
    }
}
