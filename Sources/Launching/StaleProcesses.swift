internal import Foundation
internal import Glibc

/// Processes of an earlier run of the same data folder that a killed launcher left behind, such as nginx's workers
/// after their master was killed too. They are told by their program and the folder they run in.
struct StaleProcesses {
    /// As in `/proc/PID/comm`, which holds 15 characters.
    private let names: Set<String>

    /// Without symbolic links, as the kernel tells where a process runs; nil when it does not exist.
    private let runFolder: String?

    /// Looks for processes of these programs.
    init(runFolder: String, programs: [String] = Scope.everything.programs) {
        names = Set(programs.map { String($0.prefix(15)) })
        let resolved = unsafe realpath(runFolder, nil)
        defer { unsafe free(resolved) }
        self.runFolder = unsafe resolved.map { unsafe String(cString: $0) }
    }

    /// Their process ids.
    func find() -> [pid_t] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { pid_t($0) }.filter(isStale)
    }

    /// Kills them and waits until they are gone, two seconds at most. Returns how many there were.
    func end() -> Int {
        let found = find()
        for pid in found { kill(pid, SIGKILL) }
        var checks = 0
        while checks < 200, !find().isEmpty {
            checks += 1
            usleep(10_000)
        }
        return found.count
    }

    private func isStale(_ pid: pid_t) -> Bool {
        guard let runFolder, pid != getpid(),
            let name = try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8),
            names.contains(name.trimmingCharacters(in: .whitespacesAndNewlines)),
            let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
        else { return false }
        return folder == runFolder
    }
}
