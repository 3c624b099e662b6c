import Foundation
import Glibc

/// Files that a process holds open and that have no name any more: room on the disk which no folder shows.
enum UnlinkedFiles {
    /// The disk room of those that `pid` holds open, in bytes; 0 for a process that is gone.
    static func bytes(of pid: pid_t) -> Int64 {
        let folder = "/proc/\(pid)/fd"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.reduce(0) { $0 + bytes(at: "\(folder)/\($1)") }
    }

    private static func bytes(at path: String) -> Int64 {
        var status = stat()
        guard unsafe fstatat(AT_FDCWD, path, &status, 0) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_nlink == 0
        else { return 0 }
        return Int64(status.st_blocks) * 512
    }
}
