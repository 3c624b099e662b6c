import Jobs
import Testing

@Suite struct WireTests {
    @Test func everyValueComesBackFromItsBytes() throws {
        for _ in 0..<500 {
            try checkRoundTrip(RandomValues.id())
            try checkRoundTrip(RandomValues.options())
            try checkRoundTrip(RandomValues.submission())
            try checkRoundTrip(Command.submit(RandomValues.submission()))
            try checkRoundTrip(Command.cancel(RandomValues.id(), by: RandomValues.user()))
            try checkRoundTrip(Command.retry(RandomValues.id(), by: RandomValues.user()))
            try checkRoundTrip(
                Command.redeliver(
                    RandomValues.id(), delivery: .random(in: .min ... .max), by: RandomValues.user()))
            try checkRoundTrip(Command.delete(RandomValues.id(), by: RandomValues.user()))
            try checkRoundTrip(
                Command.expire((0..<Int.random(in: 0...Command.expireLimit)).map { _ in RandomValues.id() }))
            try checkRoundTrip(Command.follow(RandomValues.user()))
            let text = String(repeating: "ab", count: .random(in: 0...450))
            try checkRoundTrip(
                Command.propose(
                    RulesPiece(
                        proposal: RandomValues.id(), offset: .random(in: 0...9), total: 909, text: text)))
            try checkRoundTrip(Command.explain(RandomValues.id()))
            try checkRoundTrip(RandomValues.explanation())
            try checkRoundTrip(
                Command.park(
                    RandomValues.id(),
                    for: (0..<Int.random(in: 0...Command.parkLimit)).map { _ in RandomValues.id() },
                    milliseconds: .random(in: 0...UInt32.max)))
            try checkRoundTrip(Command.resize(processors: .random(in: ServiceSettings.processorRange)))
            try checkRoundTrip(RandomValues.assignment())
            try checkRoundTrip(Loan(processors: .random(in: 0...255)))
            try checkRoundTrip(RandomValues.outcome())
            try checkRoundTrip(RandomValues.report())
            if let digest = RandomValues.digest() { try checkRoundTrip(Command.release(digest)) }
            try checkRoundTrip(
                Report(
                    outcome: RandomValues.outcome(), cpuMilliseconds: 1, peakMemoryKiB: 2,
                    privateDetail: Bool.random() ? nil : RandomValues.text(bytes: 1000)))
            try checkRoundTrip(
                ResultFile(name: RandomValues.text(bytes: 40), bytes: .random(in: .min ... .max)))
            if let image = RandomValues.image() { try checkRoundTrip(image) }
        }
    }

    @Test func bytesThatEndEarlyAreAnError() {
        for _ in 0..<50 {
            checkTruncation(RandomValues.submission())
            checkTruncation(Command.submit(RandomValues.submission()))
            checkTruncation(RandomValues.assignment())
            checkTruncation(RandomValues.outcome())
            checkTruncation(RandomValues.report())
        }
    }

    @Test func bytesThatAreLeftOverAreAnError() {
        let bytes = Command.submit(RandomValues.submission()).wireBytes + [0]
        #expect(throws: WireError.malformed) { try Command(wireBytes: bytes) }
    }

    @Test(arguments: [-1, 0, 257, .max]) func aNumberOfProcessorsThatCannotBeIsAnError(processors: Int) {
        let bytes = Command.resize(processors: processors).wireBytes
        #expect(throws: WireError.malformed) { try Command(wireBytes: bytes) }
    }

    @Test func damagedBytesAreAValueOrAnErrorButNeverATrap() throws {
        for _ in 0..<5000 {
            var bytes = Command.submit(RandomValues.submission()).wireBytes
            for _ in 0..<Int.random(in: 1...4) {
                bytes[.random(in: bytes.indices)] = .random(in: .min ... .max)
            }
            try checkReading(bytes, as: Command.self)
        }
    }

    @Test func noiseIsAValueOrAnErrorButNeverATrap() throws {
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...300)).map { _ in UInt8.random(in: .min ... .max) }
            try checkReading(bytes, as: Command.self)
            try checkReading(bytes, as: Assignment.self)
            try checkReading(bytes, as: Outcome.self)
        }
    }

    @Test func aCommandOfALaterVersionIsMalformed() {
        #expect(throws: WireError.malformed) { try Command(wireBytes: [200]) }
        #expect(throws: WireError.malformed) { try Outcome(wireBytes: [3]) }
    }

    @Test func textThatIsNotUTF8IsMalformed() {
        var reader = WireReader([2, 0, 0xC3, 0x28])
        #expect(throws: WireError.malformed) { try reader.readText() }
    }

    @Test func anOptionalHasOnlyTwoFlags() throws {
        var absent = WireReader([0])
        #expect(try absent.readOptional { reader throws(WireError) in try reader.read(UInt8.self) } == nil)
        var present = WireReader([1, 9])
        #expect(try present.readOptional { reader throws(WireError) in try reader.read(UInt8.self) } == 9)
        var wrong = WireReader([2, 9])
        #expect(throws: WireError.malformed) {
            try wrong.readOptional { reader throws(WireError) in try reader.read(UInt8.self) }
        }
    }

    @Test func integersAreLittleEndian() throws {
        var writer = WireWriter()
        writer.write(UInt32(0x0102_0304))
        writer.write(Int64(-2))
        writer.write("é")
        #expect(writer.bytes == [4, 3, 2, 1, 254, 255, 255, 255, 255, 255, 255, 255, 2, 0, 0xC3, 0xA9])
        var reader = WireReader(writer.bytes)
        #expect(try reader.read(UInt32.self) == 0x0102_0304)
        #expect(try reader.read(Int64.self) == -2)
        #expect(try reader.readText() == "é")
        #expect(reader.isAtEnd)
    }

    @Test func theExtremesOfIntegersComeBack() throws {
        try checkInteger(Int64.min)
        try checkInteger(Int64.max)
        try checkInteger(UInt64.max)
        try checkInteger(Int32.min)
        try checkInteger(UInt8.max)
        try checkInteger(Int8.min)
    }

    @Test func theLargestSubmissionFitsATicket() throws {
        let name = String(repeating: "é", count: 127) + "x"
        let digest = try #require(
            ContentDigest(bytes: [UInt8](repeating: 255, count: ContentDigest.byteCount)))
        let largest = Submission(
            id: JobID(high: .max, low: .max), user: try #require(UserName(String(repeating: "u", count: 64))),
            kind: try #require(JobKind.allCases.max { $0.rawValue.count < $1.rawValue.count }),
            options: JobOptions(width: .max, durationMilliseconds: .max),
            image: InputImage(format: .jpeg, bytes: .max, width: .max, height: .max),
            digest: ContentDigest(bytes: [UInt8](repeating: 255, count: ContentDigest.byteCount)),
            fileName: name,
            submittedAt: Timestamp(milliseconds: .max), dueAt: Timestamp(milliseconds: .max),
            deadlineAt: Timestamp(milliseconds: .max),
            key: SubmissionKey(
                digest: digest, fingerprint: digest,
                clientID: ClientJobID(String(repeating: "j", count: 64))?.of(image: 1000)),
            webhook: Webhook("http://a/" + String(repeating: "w", count: Webhook.maximumBytes - 9)))
        #expect(largest.webhook?.url.utf8.count == Webhook.maximumBytes)
        #expect(largest.key?.clientID?.text.utf8.count == 69)
        #expect(largest.fileName?.utf8.count == Submission.maximumFileNameBytes)
        #expect(Command.submit(largest).wireBytes.count <= Command.maximumBytes)
    }

    @Test func aLargeOutcomeFitsItsPacket() {
        let files = (0..<16).map {
            ResultFile(name: String(repeating: "f", count: 100) + "\($0)", bytes: .max)
        }
        let value = String(repeating: "v", count: JobResult.maximumValueBytes)
        let outcome = Outcome.completed(JobResult(value: value, files: files))
        #expect(outcome.wireBytes.count <= Outcome.maximumBytes)
        let report = Report(
            outcome: outcome, cpuMilliseconds: 0, peakMemoryKiB: 0,
            privateDetail: String(repeating: "\u{10FFFF}", count: Report.maximumPrivateDetail))
        #expect(report.wireBytes.count <= Report.maximumBytes)
    }

    @Test func whatAProcessorSaysForTheLogIsCut() {
        let longest = String(repeating: "\u{10FFFF}", count: Report.maximumPrivateDetail)
        let report = Report(
            outcome: .failed(.badImage, detail: ""), cpuMilliseconds: 0, peakMemoryKiB: 0,
            privateDetail: longest + "x")
        #expect(report.privateDetail == longest)
    }

    private func checkRoundTrip<Value: WireCodable & Equatable>(_ value: Value) throws {
        #expect(try Value(wireBytes: value.wireBytes) == value)
    }

    private func checkInteger<Value: FixedWidthInteger>(_ value: Value) throws {
        var writer = WireWriter()
        writer.write(value)
        var reader = WireReader(writer.bytes)
        #expect(try reader.read(Value.self) == value)
    }

    private func checkTruncation<Value: WireCodable>(_ value: Value) {
        let bytes = value.wireBytes
        for count in bytes.indices {
            #expect(throws: WireError.truncated) { try Value(wireBytes: [UInt8](bytes[..<count])) }
        }
    }

    /// What can be read at all is a value like any other: it is written and read again as the same.
    private func checkReading<Value: WireCodable & Equatable>(_ bytes: [UInt8], as type: Value.Type) throws {
        guard let value = try? Value(wireBytes: bytes) else { return }
        try checkRoundTrip(value)
    }
}
