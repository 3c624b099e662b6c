/// How often attempts of a job ended without settling it, by whose fault that was. Counts stop at 255.
package struct AttemptTally: Hashable, Sendable {
    /// The processor died of the job.
    package private(set) var crashes: UInt8 = 0
    /// The processor was killed from outside.
    package private(set) var kills: UInt8 = 0
    /// The processor went down with the service around it.
    package private(set) var losses: UInt8 = 0
    /// The machine failed the job: an I/O error, a part of the sandbox that is missing.
    package private(set) var troubles: UInt8 = 0
    /// There was no room on the disk.
    package private(set) var shortages: UInt8 = 0

    package init() {}

    /// Counts `end` where it counts.
    package mutating func count(_ end: AttemptEnd) {
        switch end {
        case .signal(9): Self.raise(&kills)
        case .lost: Self.raise(&losses)
        case .exit(ProcessorExitStatus.trouble), .failed(.machineTrouble): Self.raise(&troubles)
        case .failed(.storageFull): Self.raise(&shortages)
        case .signal, .exit: Self.raise(&crashes)
        case .completed, .failed, .limit, .handedBack, .cancelled: break
        }
    }

    private static func raise(_ count: inout UInt8) {
        count = max(count, count &+ 1)
    }
}
