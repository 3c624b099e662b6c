internal import Foundation
internal import Glibc
internal import Jobs

/// The folder for sockets, locks and logs of a running service.
struct RunFolder {
    let settings: ServiceSettings

    var lockPath: String { "\(settings.runFolder)/platen.lock" }
    /// Held by the one run of `scope`, if that is just a part of the service and there may be one only.
    func lockPath(of scope: Scope) -> String? {
        scope == .web || scope == .worker ? "\(settings.runFolder)/\(scope.rawValue).lock" : nil
    }

    /// - Throws: `LaunchError` when another run of `scope` has it.
    func lock(of scope: Scope) throws(LaunchError) -> RunLock? {
        guard let path = lockPath(of: scope) else { return nil }
        return try RunLock(path: path, dataFolder: settings.dataFolder)
    }

    var nginxConfigurationPath: String { "\(settings.runFolder)/nginx.conf" }
    var nginxPidPath: String { "\(settings.runFolder)/nginx.pid" }
    var nginxErrorLogPath: String { "\(settings.runFolder)/nginx-error.log" }
    var accessLogPath: String { "\(settings.runFolder)/access.log" }

    /// Makes the data folder, this folder and nginx's folder for temporary files, for the owner alone;
    /// the data folder survives a power cut from then on.
    func prepare() throws(LaunchError) {
        let parents = parentsOfNewNames
        for folder in [settings.dataFolder, settings.runFolder, "\(settings.runFolder)/nginx-temp"] {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw LaunchError("The folder \(folder) cannot be made: \(error.localizedDescription)")
            }
        }
        guard unsafe access(settings.runFolder, W_OK) == 0 else {
            throw LaunchError("The folder \(settings.runFolder) cannot be written to", errno: errno)
        }
        for folder in parents { try Self.synchronise(folder) }
    }

    /// The parents of the data folder and of every missing folder above it: on their disk stands whether there is a
    /// data folder at all.
    private var parentsOfNewNames: [String] {
        var parent = URL(filePath: settings.dataFolder).deletingLastPathComponent()
        var parents = [parent.path]
        while !FileManager.default.fileExists(atPath: parent.path) {
            parent.deleteLastPathComponent()
            parents.append(parent.path)
        }
        return parents
    }

    /// Brings a folder's names to the disk. One that may not be read is passed over: it was there before.
    private static func synchronise(_ folder: String) throws(LaunchError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 && errno == EACCES { return }
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw LaunchError("The folder \(folder) cannot be synchronised", errno: errno)
        }
    }

    /// Removes what would only confuse later: sockets, pid file, segments in shared memory. For when no process of
    /// `scope` is left; what is absent is fine.
    func removeLeftovers(of scope: Scope) {
        let webPaths = [
            settings.responderSocketPath, settings.listenerOfferPath, settings.publisherSocketPath,
            nginxPidPath,
        ]
        if scope.listens { for path in webPaths { unsafe unlink(path) } }
        guard scope == .everything || scope == .worker else { return }
        unsafe unlink(settings.doorbellPath)
        for segment in ["commands", "scoreboard"] {
            unsafe shm_unlink("/platen-\(settings.instance)-\(segment)")
        }
    }
}
