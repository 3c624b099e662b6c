extension ProcessorSettings: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        spoolFolder = try reader.readText()
        maximumPixels = Int(try reader.read(Int64.self))
        maximumPages = Int(try reader.read(Int32.self))
        memoryBytes = try reader.read()
        storageBytes = try reader.read()
        cpuSeconds = Int(try reader.read(Int32.self))
        cpuSecondsPerMegapixel = Int(try reader.read(Int32.self))
    }

    package func write(to writer: inout WireWriter) {
        writer.write(spoolFolder)
        writer.write(Int64(maximumPixels))
        writer.write(Int32(clamping: maximumPages))
        writer.write(memoryBytes)
        writer.write(storageBytes)
        writer.write(Int32(clamping: cpuSeconds))
        writer.write(Int32(clamping: cpuSecondsPerMegapixel))
    }
}

extension ForkserverRequest: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        switch try reader.read(UInt8.self) {
        case 1: self = .configure(try ProcessorSettings(from: &reader))
        case 2: self = .fork(slot: Int(try reader.read(Int32.self)))
        case 3: self = .kill(slot: Int(try reader.read(Int32.self)), pid: try reader.read())
        default: throw .malformed
        }
    }

    package func write(to writer: inout WireWriter) {
        switch self {
        case .configure(let settings):
            writer.write(UInt8(1))
            settings.write(to: &writer)
        case .fork(let slot):
            writer.write(UInt8(2))
            writer.write(Int32(clamping: slot))
        case .kill(let slot, let pid):
            writer.write(UInt8(3))
            writer.write(Int32(clamping: slot))
            writer.write(pid)
        }
    }
}

extension ForkserverEvent: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        switch try reader.read(UInt8.self) {
        case 1:
            var missing: [String] = []
            for _ in 0..<(try reader.read(UInt8.self)) { missing.append(try reader.readText()) }
            self = .ready(missing: missing, lendable: Int(try reader.read(UInt8.self)))
        case 2: self = .forked(slot: Int(try reader.read(Int32.self)), pid: try reader.read())
        case 3: self = .forkFailed(slot: Int(try reader.read(Int32.self)), errno: try reader.read())
        case 4:
            self = .exited(
                slot: Int(try reader.read(Int32.self)), pid: try reader.read(),
                waitStatus: try reader.read(), cpuMilliseconds: try reader.read(),
                peakMemoryKiB: try reader.read())
        default: throw .malformed
        }
    }

    package func write(to writer: inout WireWriter) {
        switch self {
        case .ready(let missing, let lendable):
            writer.write(UInt8(1))
            writer.write(UInt8(clamping: missing.count))
            for name in missing.prefix(Int(UInt8.max)) { writer.write(name) }
            writer.write(UInt8(clamping: lendable))
        case .forked(let slot, let pid): Self.write(2, slot, pid, to: &writer)
        case .forkFailed(let slot, let errno): Self.write(3, slot, errno, to: &writer)
        case .exited(let slot, let pid, let waitStatus, let cpuMilliseconds, let peakMemoryKiB):
            Self.write(4, slot, pid, to: &writer)
            writer.write(waitStatus)
            writer.write(cpuMilliseconds)
            writer.write(peakMemoryKiB)
        }
    }

    private static func write(_ kind: UInt8, _ slot: Int, _ value: Int32, to writer: inout WireWriter) {
        writer.write(kind)
        writer.write(Int32(clamping: slot))
        writer.write(value)
    }
}
