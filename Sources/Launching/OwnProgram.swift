internal import Glibc

/// This program, and those that are installed beside it.
enum OwnProgram {
    static let supervisor = "platen-supervisor"
    static let responder = "platen-responder"
    static let processor = "platen-processor"
    static let parts = [supervisor, responder, processor]

    /// - Throws: `LaunchError` when this program cannot find itself.
    static func path() throws(LaunchError) -> String {
        guard let path = unsafe realpath("/proc/self/exe", nil) else {
            throw LaunchError("/proc/self/exe", errno: errno)
        }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    /// The path of the program `name` beside this one.
    /// - Throws: `LaunchError` when it is missing.
    static func sibling(_ name: String) throws(LaunchError) -> String {
        let folder = try path().split(separator: "/").dropLast().map { "/\($0)" }.joined()
        let path = "\(folder)/\(name)"
        guard unsafe access(path, X_OK) == 0 else { throw LaunchError("\(path) is missing: build it first.") }
        return path
    }
}
