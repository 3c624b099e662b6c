extension Explanation: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        guard let state = JobState(rawValue: try reader.readText()) else { throw .malformed }
        let (position, ownPosition) = (try reader.readCount(), try reader.readCount())
        let share = Double(bitPattern: try reader.read())
        let (processors, ownRunning) = (Int(try reader.read(UInt32.self)), Int(try reader.read(UInt32.self)))
        let workAhead = try reader.readOptional { reader throws(WireError) in
            Double(bitPattern: try reader.read())
        }
        let start = try reader.readOptional { reader throws(WireError) in try Forecast(from: &reader) }
        self.init(
            state: state, share: share, processors: processors, ownRunning: ownRunning,
            end: try Forecast(from: &reader))
        (self.position, self.ownPosition, self.workAhead, self.start) = (
            position, ownPosition, workAhead, start
        )
        let count = Int(try reader.read(UInt8.self))
        guard count <= Self.reasonLimit else { throw .malformed }
        for _ in 0..<count { reasons.append(try Reason(from: &reader)) }
    }

    package func write(to writer: inout WireWriter) {
        writer.write(state.rawValue)
        for count in [position, ownPosition] {
            writer.write(optional: count) { $0.write(UInt32(clamping: $1)) }
        }
        writer.write(share.bitPattern)
        for count in [processors, ownRunning] { writer.write(UInt32(clamping: count)) }
        writer.write(optional: workAhead) { $0.write($1.bitPattern) }
        writer.write(optional: start) { $1.write(to: &$0) }
        end.write(to: &writer)
        let kept = reasons.prefix(Self.reasonLimit)
        writer.write(UInt8(kept.count))
        for reason in kept { reason.write(to: &writer) }
    }
}

extension WireReader {
    fileprivate mutating func readCount() throws(WireError) -> Int? {
        try readOptional { reader throws(WireError) in Int(try reader.read(UInt32.self)) }
    }
}

extension Explanation.Forecast: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            median: Timestamp(milliseconds: try reader.read()),
            late: Timestamp(milliseconds: try reader.read()))
    }

    package func write(to writer: inout WireWriter) {
        writer.write(median.milliseconds)
        writer.write(late.milliseconds)
    }
}

extension Explanation.Reason: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        let (number, count) = (try reader.read(UInt8.self), Int(try reader.read(UInt32.self)))
        switch number {
        case 1: self = .ownJobs(count)
        case 2: self = .otherUsers(count)
        case 3: self = .processors(count)
        case 4: self = .mostRunning(count)
        case 5: self = .scheduled
        case 6: self = .retrying
        case 7: self = .noProcessor
        case 8: self = .disk
        case 9: self = .stopping
        case 10: self = .running
        default: throw .malformed
        }
    }

    package func write(to writer: inout WireWriter) {
        let (number, count): (UInt8, Int) =
            switch self {
            case .ownJobs(let count): (1, count)
            case .otherUsers(let count): (2, count)
            case .processors(let count): (3, count)
            case .mostRunning(let count): (4, count)
            case .scheduled: (5, 0)
            case .retrying: (6, 0)
            case .noProcessor: (7, 0)
            case .disk: (8, 0)
            case .stopping: (9, 0)
            case .running: (10, 0)
            }
        writer.write(number)
        writer.write(UInt32(clamping: count))
    }
}
