/// How far a backup or its restoring is.
package enum BackupProgress: Hashable, Sendable {
    /// The store is being copied; the share that is done, 0 to 1.
    case store(Double)
    /// Files are being gathered, checked or copied: of so many jobs or files so many are done, with so many bytes.
    case files(done: Int, of: Int, bytes: Int64)
    /// Everything is being brought to the disk.
    case disk
}
