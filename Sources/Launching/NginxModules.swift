internal import Foundation
internal import Glibc

/// Modules that nginx loads when it starts.
struct NginxModules {
    /// nginx's path.
    let executable: String

    /// The path of nchan's module.
    /// - Throws: `LaunchError` when it is not installed.
    func nchan() throws(LaunchError) -> String {
        let path = "\(try folder())/ngx_nchan_module.so"
        guard unsafe access(path, R_OK) == 0 else {
            throw LaunchError(
                "nginx's module nchan is not installed: \(path) is missing. "
                    + "Run scripts/setup, or: apt-get install libnginx-mod-nchan")
        }
        return path
    }

    /// Where this nginx was built to look for modules.
    private func folder() throws(LaunchError) -> String {
        let words = try builtWith().split(separator: " ")
        if let path = words.lazy.compactMap({ Self.value(of: "--modules-path", in: $0) }).first {
            return path
        }
        let prefix = words.lazy.compactMap { Self.value(of: "--prefix", in: $0) }.first
        return "\(prefix ?? "/usr/local/nginx")/modules"
    }

    /// The value of an argument such as `--prefix=/usr`; nil for another one.
    static func value(of name: String, in argument: Substring) -> String? {
        guard argument.hasPrefix("\(name)=") else { return nil }
        return argument.dropFirst(name.count + 1).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Such as `nginx/1.22.1`.
    /// - Throws: `LaunchError` when nginx cannot be run.
    func version() throws(LaunchError) -> String {
        let line = try builtWith().prefix { $0 != "\n" }
        return String(line.split(separator: " ").last ?? line)
    }

    private func builtWith() throws(LaunchError) -> String {
        try Words.of(executable, ["-V"], from: .errors).words
    }
}
