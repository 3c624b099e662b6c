import Glibc

/// How much room there is on the volume of a spool.
package struct DiskRoom: Hashable, Sendable {
    /// What the service may still write, in bytes.
    package var freeBytes: Int64
    /// The size of the volume, in bytes.
    package var totalBytes: Int64

    package init(freeBytes: Int64, totalBytes: Int64) {
        self.freeBytes = freeBytes
        self.totalBytes = totalBytes
    }

    /// The bytes that are kept free of `bytes`: never more than a twentieth of the volume, so that a small one can be
    /// used too.
    package func reserve(atMost bytes: Int64) -> Int64 { min(bytes, totalBytes / 20) }

    /// Whether a single job might find no room, whatever the reserve.
    package var isNearlyFull: Bool { freeBytes < max(totalBytes / 20, 256 << 20) }

    /// Whether less is free than is to be kept free. Never, for a reserve of 0.
    package func isShort(reserve bytes: Int64) -> Bool { freeBytes < reserve(atMost: bytes) }
}

extension Spool {
    /// The room on the volume now.
    /// - Throws: `SpoolError`.
    package func room() throws(SpoolError) -> DiskRoom {
        var status = statvfs()
        _ = try retrying("statvfs", folder) { unsafe statvfs(folder, &status) }
        let block = Int64(clamping: status.f_frsize)
        return DiskRoom(
            freeBytes: Int64(clamping: status.f_bavail) * block,
            totalBytes: Int64(clamping: status.f_blocks) * block)
    }
}
