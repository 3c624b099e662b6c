/// What a processor says when its job has ended: the outcome, and what it cost.
package struct Report: Hashable, Sendable {
    package var outcome: Outcome
    /// User and system time of the processor.
    package var cpuMilliseconds: Int64
    /// Largest resident set of the processor, in KiB.
    package var peakMemoryKiB: Int64

    /// The largest wire form, in bytes.
    package static let maximumBytes = Outcome.maximumBytes + 16

    package init(outcome: Outcome, cpuMilliseconds: Int64, peakMemoryKiB: Int64) {
        self.outcome = outcome
        self.cpuMilliseconds = cpuMilliseconds
        self.peakMemoryKiB = peakMemoryKiB
    }
}

extension Report: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            outcome: try Outcome(from: &reader), cpuMilliseconds: try reader.read(),
            peakMemoryKiB: try reader.read())
    }

    package func write(to writer: inout WireWriter) {
        outcome.write(to: &writer)
        writer.write(cpuMilliseconds)
        writer.write(peakMemoryKiB)
    }
}
