/// How far a job is.
package struct JobProgress: Hashable, Sendable {
    package let stage: Stage
    /// 0 to 1, to the thousandth.
    package let fraction: Double

    package init(stage: Stage, fraction: Double) {
        self.stage = stage
        self.fraction = fraction.isFinite ? (min(max(fraction, 0), 1) * 1000).rounded() / 1000 : 0
    }

    /// From the words of the scoreboard, which a processor writes and nobody vouches for; nil for an unknown stage.
    package init?(stage: UInt32, progress: Double) {
        guard let stage = Stage(rawValue: stage) else { return nil }
        self.init(stage: stage, fraction: progress)
    }
}

extension JobProgress: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        guard let stage = Stage(rawValue: try reader.read()) else { throw .malformed }
        self.init(stage: stage, fraction: Double(try reader.read(UInt16.self)) / 1000)
    }

    package func write(to writer: inout WireWriter) {
        writer.write(stage.rawValue)
        writer.write(UInt16((fraction * 1000).rounded()))
    }
}
