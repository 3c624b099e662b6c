internal import Foundation
internal import Glibc
package import Jobs

/// At most one `platen up` per data folder: a file lock that ends with the process.
package struct RunLock: ~Copyable {
    private let descriptor: Int32

    /// Keeps the service from being started on its data folder, which is made where it is missing.
    /// - Throws: `LaunchError` that names the process where it runs.
    package init(of settings: ServiceSettings) throws(LaunchError) {
        let folder = RunFolder(settings: settings)
        try folder.prepare()
        try self.init(path: folder.lockPath, dataFolder: settings.dataFolder)
    }

    /// Takes the lock and writes this process's id into the file.
    /// - Throws: `LaunchError` that names the process which has it.
    init(path: String, dataFolder: String) throws(LaunchError) {
        descriptor = try Self.take(path: path, dataFolder: dataFolder)
    }

    deinit {
        close(descriptor)
    }

    /// The process that has the lock; nil when none has.
    static func holder(of path: String) -> String? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) == 0 ? nil : holder(path)
    }

    private static func take(path: String, dataFolder: String) throws(LaunchError) -> Int32 {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode_t(0o600))
        guard descriptor >= 0 else { throw LaunchError(path, errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, write(getpid(), to: descriptor) else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else { throw LaunchError(path, errno: code) }
            throw LaunchError("Platen already runs on \(dataFolder) (pid \(holder(path))). Stop it first.")
        }
        return descriptor
    }

    private static func write(_ pid: pid_t, to descriptor: Int32) -> Bool {
        let text = Array("\(pid)\n".utf8)
        return unsafe ftruncate(descriptor, 0) == 0 && pwrite(descriptor, text, text.count, 0) == text.count
    }

    private static func holder(_ path: String) -> String {
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
    }
}
