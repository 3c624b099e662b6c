internal import Foundation
internal import Glibc
package import Jobs

/// The folder that results are written to. A file has its name only once it is complete, and no file that was there is
/// replaced unless that was asked for.
package struct ResultFolder: Hashable, Sendable {
    package let path: String
    /// Whether files that are there are replaced.
    package let replaces: Bool

    /// Makes the folder where there is none.
    /// - Throws: `Problem` with `.resultNotWritten`.
    package init(path: String, replaces: Bool) throws(Problem) {
        self.path = Self.plain(path)
        self.replaces = replaces
        do {
            try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
        } catch {
            throw Problem(
                .resultNotWritten,
                "The folder \(path.onOneLine) cannot be made: \(error.localizedDescription)")
        }
    }

    /// Without slashes at the end.
    static func plain(_ path: String) -> String {
        var path = path.isEmpty ? "." : path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// Takes away what this process has begun to write and will not finish.
    func removeUnfinished() {
        // A folder that cannot be read keeps what is in it.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where name.hasPrefix(Self.unfinished) { unsafe unlink(self.path(of: name)) }
    }

    /// What names of files begin with that this process is writing.
    private static var unfinished: String { ".platen-\(getpid())-" }

    /// - Throws: `Problem` with `.resultExists` when a file has the name and may not be replaced.
    func check(_ name: String, replaceable: Set<String>) throws(Problem) {
        guard !mayReplace(name, replaceable), unsafe access(path(of: name), F_OK) == 0 else { return }
        throw exists(name)
    }

    /// Writes the file; returns its path. One that is there with the same content is as good.
    /// - Throws: `Problem` with `.resultExists` or `.resultNotWritten`.
    func write(_ name: String, _ bytes: [UInt8], replaceable: Set<String>) throws(Problem) -> String {
        let final = path(of: name)
        let temporary = path(of: "\(Self.unfinished)\(UUID().uuidString).part")
        defer { unsafe unlink(temporary) }
        do {
            try Data(bytes).write(to: URL(filePath: temporary), options: .withoutOverwriting)
        } catch {
            throw Problem(
                .resultNotWritten, "\(final.onOneLine) cannot be written: \(error.localizedDescription)")
        }
        let failure =
            mayReplace(name, replaceable)
            ? unsafe rename(temporary, final) : unsafe link(temporary, final)
        guard failure != 0 else { return final }
        guard errno == EEXIST else { throw notNamed(final, errno) }
        guard FileManager.default.contentsEqual(atPath: temporary, andPath: final) else { throw exists(name) }
        return final
    }

    private func path(of name: String) -> String { path == "." ? name : "\(path)/\(name)" }

    private func mayReplace(_ name: String, _ replaceable: Set<String>) -> Bool {
        replaces || replaceable.contains(name)
    }

    private func exists(_ name: String) -> Problem {
        Problem(.resultExists, "\(path(of: name).onOneLine) is there already, and is not replaced.")
    }

    private func notNamed(_ path: String, _ code: Int32) -> Problem {
        Problem(
            .resultNotWritten,
            "\(path.onOneLine) cannot be written: \(unsafe String(cString: strerror(code)))")
    }
}
