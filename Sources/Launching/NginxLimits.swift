internal import Glibc

/// How much one worker of nginx may have open.
struct NginxLimits: Hashable {
    /// Descriptors.
    let openFiles: Int
    /// Connections, of which each takes some hundred bytes from the start.
    let connections: Int

    /// 10,000 event streams and 2,000 parked requests, all with one worker, take less than half of this.
    private static let wishedOpenFiles = 65_536

    /// As much as is useful, of what a process that may open `hardLimit` descriptors can have. A connection takes one
    /// descriptor, and some take another for a file: an upload on its way, a result.
    init(hardLimit: Int) {
        openFiles = min(Self.wishedOpenFiles, max(hardLimit, 64))
        connections = openFiles * 4 / 5
    }

    /// What children of this process can have.
    static var ofThisProcess: NginxLimits {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return NginxLimits(hardLimit: 1024)
        }
        return NginxLimits(hardLimit: Int(clamping: limit.rlim_max))
    }
}
