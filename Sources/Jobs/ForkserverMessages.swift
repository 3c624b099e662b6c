/// What processors must know to work: where the files are, and what a job may cost.
package struct ProcessorSettings: Hashable, Sendable {
    package var spoolFolder: String
    /// Of one page.
    package var maximumPixels: Int
    package var maximumPages: Int
    /// Address space of a processor, in bytes.
    package var memoryBytes: Int64
    /// What a job may write, in bytes, beside what its pixels add.
    package var storageBytes: Int64
    /// CPU seconds that any job may take.
    package var cpuSeconds: Int
    /// Further CPU seconds for each million pixels.
    package var cpuSecondsPerMegapixel: Int

    package init(spoolFolder: String, limits: ServiceSettings.Limits) {
        self.spoolFolder = spoolFolder
        maximumPixels = limits.maximumPixels
        maximumPages = limits.maximumPages
        memoryBytes = limits.processorMemoryBytes
        storageBytes = limits.processorStorageBytes
        cpuSeconds = limits.processorCPUSeconds
        cpuSecondsPerMegapixel = limits.processorCPUSecondsPerMegapixel
    }
}

extension ProcessorSettings {
    /// What one job may write.
    package var storage: StorageAllowance {
        StorageAllowance(bytes: storageBytes, maximumPixels: maximumPixels, maximumPages: maximumPages)
    }
}

/// What the supervisor asks of the forkserver; one packet each.
package enum ForkserverRequest: Hashable, Sendable {
    /// The first message, once.
    case configure(ProcessorSettings)
    /// Fork a warm processor for this slot of the scoreboard.
    case fork(slot: Int)
    /// SIGKILL the processor, if this very child is still unreaped.
    case kill(slot: Int, pid: Int32)
}

/// What the forkserver tells the supervisor; one packet each.
package enum ForkserverEvent: Hashable, Sendable {
    /// The models are loaded; `missing` names the defences that this kernel lacks, `lendable` says how many processors
    /// a job can use beside its own.
    case ready(missing: [String], lendable: Int)
    /// A processor waits for its assignment; one descriptor comes with the packet, the supervisor's end of its
    /// socket.
    case forked(slot: Int, pid: Int32)
    case forkFailed(slot: Int, errno: Int32)
    /// The processor was reaped.
    /// - waitStatus: as `wait4` gives it.
    case exited(slot: Int, pid: Int32, waitStatus: Int32, cpuMilliseconds: Int64, peakMemoryKiB: Int64)

    /// The largest wire form, in bytes.
    package static let maximumBytes = 4096
}
