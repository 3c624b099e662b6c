import Glibc

/// A file system of its own in memory, so small that it can really be full. Mounting one takes root's rights.
package enum SmallDisk {
    /// Whether this process may mount one.
    package static var isPossible: Bool {
        get throws {
            try withTemporaryFolder { folder in
                guard mountedDisk(at: folder, megabytes: 1) else { return false }
                unmount(folder)
                return true
            }
        }
    }

    /// Runs `body` with the folder that leads to a disk of so many MiB and 400 inodes; gone when it returns.
    package static func with(megabytes: Int, _ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            guard mountedDisk(at: folder, megabytes: megabytes) else { throw NotMounted(errorNumber: errno) }
            defer { unmount(folder) }
            try body(folder)
        }
    }

    private static func mountedDisk(at folder: String, megabytes: Int) -> Bool {
        unsafe mount("tmpfs", folder, "tmpfs", 0, "size=\(megabytes)m,nr_inodes=400") == 0
    }

    private static func unmount(_ folder: String) {
        _ = unsafe umount2(folder, Int32(MNT_DETACH))
    }

    /// The disk could not be mounted although it seemed possible.
    private struct NotMounted: Error {
        let errorNumber: Int32
    }
}
