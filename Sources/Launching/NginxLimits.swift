internal import Glibc

/// How much one worker of nginx may have open.
struct NginxLimits: Hashable {
    /// Descriptors. A connection takes one, and some take another for a file: an upload on its way, a result.
    let openFiles: Int
    /// Connections. Each takes 424 bytes of the worker from its start.
    let connections: Int

    /// Room for `connections`, or for as many as a process can have that may open `hardLimit` descriptors.
    init(connections wished: Int, hardLimit: Int) {
        openFiles = min(wished + wished / 4, max(hardLimit, 64))
        connections = min(wished, openFiles * 4 / 5)
    }

    /// What children of this process can have on this machine.
    init(connections wished: Int) {
        var limit = rlimit()
        let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        self.init(connections: wished, hardLimit: isKnown ? Int(clamping: limit.rlim_max) : 1024)
    }
}
