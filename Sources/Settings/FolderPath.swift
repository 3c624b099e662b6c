/// Folders as people write them, made absolute; only those that nginx's configuration can hold.
enum FolderPath {
    /// Characters that end or expand a quoted word of nginx's configuration.
    static let refused = "\" ' \\ $ { } ;"

    /// `path` below `workingFolder` unless it is absolute, with `.` and `..` and double slashes resolved.
    static func absolute(_ path: String, workingFolder: String) -> String {
        let full = path.hasPrefix("/") ? path : "\(workingFolder)/\(path)"
        var parts: [Substring] = []
        for part in full.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Whether the absolute `path` can stand in nginx's configuration and be the start of a socket's path.
    static func isUsable(_ path: String, maximumBytes: Int) -> Bool {
        let forbidden = Set(refused.unicodeScalars).subtracting([" "])
        return path.utf8.count <= maximumBytes
            && path.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && !forbidden.contains($0) }
    }
}
