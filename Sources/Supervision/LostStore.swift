import Glibc
import Jobs
import Spool

/// A store that is gone though the files of its jobs are there: its disk is not mounted, or it was cut to nothing. A new one
/// would own none of the files, and the sweep would remove them all.
struct LostStore {
    let storePath: String
    let spool: Spool

    /// Files that are younger may be of a request that came before the first store was made.
    private static let leastAge: Int64 = 60_000_000_000

    /// - Throws: `SupervisorError` where the store is missing or empty, and the spool holds files of jobs.
    func check() throws {
        guard Self.isMissing(storePath), try holdsJobs() else { return }
        throw SupervisorError(
            "there is no store at \(storePath), but \(spool.folder) holds files of jobs, which would be removed. Mount the "
                + "disk that it is on, or put a backup back with platen restore --replace; to begin anew, move "
                + "\(spool.folder) away")
    }

    private static func isMissing(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_size == 0 : errno == ENOENT
    }

    private func holdsJobs() throws(SpoolError) -> Bool {
        let now = Moment.now().wall.milliseconds * 1_000_000
        for shard in UInt8.min ... .max {
            for id in try spool.jobs(inShard: shard) {
                if let change = try spool.lastChange(of: id), now - change > Self.leastAge { return true }
            }
        }
        return false
    }
}
