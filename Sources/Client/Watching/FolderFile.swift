internal import Jobs

/// A file as it stands in a folder.
package struct FolderFile: Hashable, Sendable {
    package let name: String
    package let look: Look

    /// What changes when a file is written to.
    package struct Look: Hashable, Sendable, Codable {
        package let bytes: Int64
        /// Nanoseconds since 1970.
        package let modified: Int64

        package init(bytes: Int64, modified: Int64) {
            self.bytes = bytes
            self.modified = modified
        }
    }

    package init(name: String, look: Look) {
        self.name = name
        self.look = look
    }

    /// Whether its name is that of an image, and not that of a file which is hidden or still being written.
    var isImage: Bool {
        guard !name.hasPrefix("."), let dot = name.lastIndex(of: ".") else { return false }
        return ImageFormat.allCases.flatMap(\.commonExtensions)
            .contains(name[name.index(after: dot)...].lowercased())
    }
}
