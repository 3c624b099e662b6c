internal import Foundation
internal import Glibc
package import Jobs

/// At most one `platen up` per data folder, or one of each scope: a file lock that ends with the process.
package struct RunLock: ~Copyable {
    private let descriptor: Int32

    /// Keeps the service from being started on its data folder, which is made where it is missing.
    /// - Throws: `LaunchError` that names the process where it runs.
    package init(of settings: ServiceSettings) throws(LaunchError) {
        let folder = RunFolder(settings: settings)
        try folder.prepare()
        try self.init(path: folder.lockPath, dataFolder: settings.dataFolder)
    }

    /// Takes the lock and writes this process's id into the file, or none where others may share the lock.
    /// - Throws: `LaunchError` that names the process which has it.
    init(path: String, dataFolder: String, isShared: Bool = false) throws(LaunchError) {
        descriptor = try Self.take(path: path, dataFolder: dataFolder, isShared)
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

    private static func take(path: String, dataFolder: String, _ isShared: Bool) throws(LaunchError) -> Int32
    {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode_t(0o600))
        guard descriptor >= 0 else { throw LaunchError(path, errno: errno) }
        let lock = (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB
        guard flock(descriptor, lock) == 0, write(isShared ? nil : getpid(), to: descriptor) else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else { throw LaunchError(path, errno: code) }
            let holder = holder(path)
            throw LaunchError(
                holder.isEmpty
                    ? "Platen already runs on \(dataFolder), in parts. Stop those first."
                    : "Platen already runs on \(dataFolder) (pid \(holder)). Stop it first.")
        }
        return descriptor
    }

    private static func write(_ pid: pid_t?, to descriptor: Int32) -> Bool {
        let text = Array((pid.map { "\($0)\n" } ?? "").utf8)
        return unsafe ftruncate(descriptor, 0) == 0 && pwrite(descriptor, text, text.count, 0) == text.count
    }

    private static func holder(_ path: String) -> String {
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
    }
}
