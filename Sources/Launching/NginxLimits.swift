internal import Foundation
internal import Glibc

/// How much one worker of nginx may have open.
struct NginxLimits: Hashable {
    /// Descriptors.
    let openFiles: Int
    /// Connections. Each takes 400 bytes of every worker from its start.
    let connections: Int

    /// Of all workers together; 10,000 event streams and 2,000 parked requests take an eighth of it.
    private static let wishedOfAll = 131_072
    /// Of one worker, whatever it takes of memory: the kernel spreads connections unevenly.
    private static let wished = 8192...65_536

    /// As much as is useful, of what a process that may open `hardLimit` descriptors can have, where there are so many
    /// `workers`. A connection takes one descriptor, and some take another for a file: an upload on its way, a result.
    init(hardLimit: Int, workers: Int) {
        let share = Self.wishedOfAll / max(1, workers)
        let useful = min(max(share, Self.wished.lowerBound), Self.wished.upperBound)
        openFiles = min(useful, max(hardLimit, 64))
        connections = openFiles * 4 / 5
    }

    /// What children of this process can have on this machine.
    static var ofThisProcess: NginxLimits {
        var limit = rlimit()
        let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        return NginxLimits(
            hardLimit: isKnown ? Int(clamping: limit.rlim_max) : 1024,
            workers: ProcessInfo.processInfo.processorCount)
    }
}
