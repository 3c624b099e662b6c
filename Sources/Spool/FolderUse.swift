/// What lies in a job's folder.
package struct FolderUse: Hashable, Sendable {
    /// Room on the disk, in bytes.
    package var bytes: Int64 = 0
    package var files = 0

    package init(bytes: Int64 = 0, files: Int = 0) {
        self.bytes = bytes
        self.files = files
    }
}
