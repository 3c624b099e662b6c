/// What a processor says when its job has ended: the outcome, and what it cost.
package struct Report: Hashable, Sendable {
    package var outcome: Outcome
    /// User and system time of the processor.
    package var cpuMilliseconds: Int64
    /// Largest resident set of the processor, in KiB.
    package var peakMemoryKiB: Int64
    /// How far the job was.
    package var progress: JobProgress?
    /// For the supervisor's log, which the processor itself cannot reach; at most `maximumPrivateDetail`
    /// Unicode scalars.
    package var privateDetail: String?

    /// The largest wire form, in bytes.
    package static let maximumBytes = Outcome.maximumBytes + 4 * maximumPrivateDetail + 32

    package static let maximumPrivateDetail = 500

    /// A `privateDetail` that is too long is cut.
    package init(
        outcome: Outcome, cpuMilliseconds: Int64, peakMemoryKiB: Int64, progress: JobProgress? = nil,
        privateDetail: String? = nil
    ) {
        self.outcome = outcome
        self.cpuMilliseconds = cpuMilliseconds
        self.peakMemoryKiB = peakMemoryKiB
        self.progress = progress
        self.privateDetail = privateDetail.map { String($0.unicodeScalars.prefix(Self.maximumPrivateDetail)) }
    }
}

extension Report: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            outcome: try Outcome(from: &reader), cpuMilliseconds: try reader.read(),
            peakMemoryKiB: try reader.read(),
            progress: try reader.readOptional { reader throws(WireError) in
                try JobProgress(from: &reader)
            },
            privateDetail: try reader.readOptional { reader throws(WireError) in try reader.readText() })
    }

    package func write(to writer: inout WireWriter) {
        outcome.write(to: &writer)
        writer.write(cpuMilliseconds)
        writer.write(peakMemoryKiB)
        writer.write(optional: progress) { $1.write(to: &$0) }
        writer.write(optional: privateDetail) { $0.write($1) }
    }
}
