extension Command: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        switch try reader.read(UInt8.self) {
        case 1: self = .submit(try Submission(from: &reader))
        case 2: self = .cancel(try JobID(from: &reader), by: try UserName(from: &reader))
        case 3: self = .retry(try JobID(from: &reader), by: try UserName(from: &reader))
        case 4: self = .delete(try JobID(from: &reader), by: try UserName(from: &reader))
        case 42: self = .explain(try JobID(from: &reader))
        case 16:
            self = .redeliver(
                try JobID(from: &reader), delivery: try reader.read(), by: try UserName(from: &reader))
        case 32: self = .resize(processors: try Self.readProcessors(&reader))
        case 33: self = .release(try ContentDigest(from: &reader))
        case 34: self = .expire(try Self.readIDs(&reader, limit: Self.expireLimit))
        case 35: self = .propose(try RulesPiece(from: &reader))
        case 40: self = .follow(try UserName(from: &reader))
        case 41:
            let id = try JobID(from: &reader)
            let milliseconds = try reader.read(UInt32.self)
            self = .park(
                id, for: try Self.readIDs(&reader, limit: Self.parkLimit), milliseconds: milliseconds)
        case 48: self = .account(try AccountChange(from: &reader))
        case 49: self = .trySignIn(try SignInAttempt(from: &reader))
        default: throw .malformed
        }
    }

    package func write(to writer: inout WireWriter) {
        switch self {
        case .submit(let submission):
            writer.write(UInt8(1))
            submission.write(to: &writer)
        case .cancel(let id, let user): Self.write(2, id, user, to: &writer)
        case .retry(let id, let user): Self.write(3, id, user, to: &writer)
        case .delete(let id, let user): Self.write(4, id, user, to: &writer)
        case .explain(let id):
            writer.write(UInt8(42))
            id.write(to: &writer)
        case .redeliver(let id, let delivery, let user):
            writer.write(UInt8(16))
            id.write(to: &writer)
            writer.write(delivery)
            user.write(to: &writer)
        case .resize(let processors):
            writer.write(UInt8(32))
            writer.write(UInt32(clamping: processors))
        case .release(let digest):
            writer.write(UInt8(33))
            digest.write(to: &writer)
        case .expire(let ids):
            writer.write(UInt8(34))
            Self.write(ids, to: &writer)
        case .propose(let piece):
            writer.write(UInt8(35))
            piece.write(to: &writer)
        case .follow(let user):
            writer.write(UInt8(40))
            user.write(to: &writer)
        case .park(let request, let ids, let milliseconds):
            writer.write(UInt8(41))
            request.write(to: &writer)
            writer.write(milliseconds)
            Self.write(ids, to: &writer)
        case .account(let change):
            writer.write(UInt8(48))
            change.write(to: &writer)
        case .trySignIn(let attempt):
            writer.write(UInt8(49))
            attempt.write(to: &writer)
        }
    }

    private static func write(_ ids: [JobID], to writer: inout WireWriter) {
        writer.write(UInt8(clamping: ids.count))
        for id in ids.prefix(Int(UInt8.max)) { id.write(to: &writer) }
    }

    private static func readIDs(_ reader: inout WireReader, limit: Int) throws(WireError) -> [JobID] {
        let count = Int(try reader.read(UInt8.self))
        guard count <= limit else { throw .malformed }
        var ids: [JobID] = []
        for _ in 0..<count { ids.append(try JobID(from: &reader)) }
        return ids
    }

    private static func readProcessors(_ reader: inout WireReader) throws(WireError) -> Int {
        let processors = Int(try reader.read(UInt32.self))
        guard ServiceSettings.processorRange.contains(processors) else { throw .malformed }
        return processors
    }

    private static func write(_ kind: UInt8, _ id: JobID, _ user: UserName, to writer: inout WireWriter) {
        writer.write(kind)
        id.write(to: &writer)
        user.write(to: &writer)
    }
}

extension UserName: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        guard let user = UserName(try reader.readText()) else { throw .malformed }
        self = user
    }

    package func write(to writer: inout WireWriter) {
        writer.write(text)
    }
}
