internal import Foundation
internal import Glibc
internal import Jobs

/// The folder for sockets, locks and logs of a running service.
struct RunFolder {
    let settings: ServiceSettings

    var lockPath: String { "\(settings.runFolder)/platen.lock" }
    var nginxConfigurationPath: String { "\(settings.runFolder)/nginx.conf" }
    var nginxPidPath: String { "\(settings.runFolder)/nginx.pid" }
    var nginxErrorLogPath: String { "\(settings.runFolder)/nginx-error.log" }

    /// Makes the data folder, this folder and nginx's folder for temporary files, for the owner alone.
    func prepare() throws(LaunchError) {
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
    }

    /// Removes what would only confuse later: sockets, pid file, segments in shared memory. For when no process of
    /// this folder is left; what is absent is fine.
    func removeLeftovers() {
        for path in [settings.responderSocketPath, settings.doorbellPath, nginxPidPath] {
            unsafe unlink(path)
        }
        for segment in ["commands", "scoreboard"] {
            unsafe shm_unlink("/platen-\(settings.instance)-\(segment)")
        }
    }
}
