/// What a processor says when its job has ended: the outcome, and what it cost.
package struct Report: Hashable, Sendable {
    package var outcome: Outcome
    /// User and system time of the processor.
    package var cpuMilliseconds: Int64
    /// Largest resident set of the processor, in KiB.
    package var peakMemoryKiB: Int64
    /// How far the job was.
    package var progress: JobProgress?

    /// The largest wire form, in bytes.
    package static let maximumBytes = Outcome.maximumBytes + 32

    package init(
        outcome: Outcome, cpuMilliseconds: Int64, peakMemoryKiB: Int64, progress: JobProgress? = nil
    ) {
        self.outcome = outcome
        self.cpuMilliseconds = cpuMilliseconds
        self.peakMemoryKiB = peakMemoryKiB
        self.progress = progress
    }
}

extension Report: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            outcome: try Outcome(from: &reader), cpuMilliseconds: try reader.read(),
            peakMemoryKiB: try reader.read(),
            progress: try reader.readOptional { reader throws(WireError) in
                try JobProgress(from: &reader)
            })
    }

    package func write(to writer: inout WireWriter) {
        outcome.write(to: &writer)
        writer.write(cpuMilliseconds)
        writer.write(peakMemoryKiB)
        writer.write(optional: progress) { $1.write(to: &$0) }
    }
}
