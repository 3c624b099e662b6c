import CPlatform
import Glibc
import Jobs
import Logging
import Testing

@testable import Supervision

@Suite struct ReportTests {
    private static func completed(
        _ files: [ResultFile], value: String? = nil, cpu: Int64 = 3, memory: Int64 = 900
    ) -> Report {
        Report(
            outcome: .completed(JobResult(value: value, files: files)), cpuMilliseconds: cpu,
            peakMemoryKiB: memory)
    }

    private static func file(_ name: String, bytes: Int64 = 1) -> Report {
        completed([ResultFile(name: name, bytes: bytes)])
    }

    private static func failed(_ code: String) -> Report {
        Report(
            outcome: .failed(Problem.Code(rawValue: code), detail: "x"), cpuMilliseconds: 1, peakMemoryKiB: 1)
    }

    private static let sound: [Report] = [
        completed([]), completed([], value: #"{"bytes":3}"#), failed("bad_image"), failed("machine_trouble"),
        completed([ResultFile(name: "text.txt", bytes: 0), ResultFile(name: "words.json", bytes: .max)]),
        completed((0..<JobResult.maximumFiles).map { ResultFile(name: "\($0).txt", bytes: 1) }),
    ]

    private static let unsound: [Report] = [
        file("../../../etc/passwd"), file("/etc/passwd"), file(""), file("."), file(".1-text.txt"),
        file("a b"),
        file("input.png"), file("input.txt"), file(String(repeating: "a", count: 101)), file("text.txt\n"),
        file("text.txt", bytes: -1), completed([], cpu: -1), completed([], memory: -1),
        completed([ResultFile(name: "a", bytes: 1), ResultFile(name: "a", bytes: 1)]),
        completed((0...JobResult.maximumFiles).map { ResultFile(name: "\($0).txt", bytes: 1) }),
        completed([], value: String(repeating: "v", count: JobResult.maximumValueBytes + 1)),
        failed(""), failed("Bad"), failed("a\nb"), failed(String(repeating: "a", count: 41)),
    ]

    @Test func `What a sound processor says is believed`() {
        for report in Self.sound { #expect(report.fault == nil, "\(report)") }
    }

    @Test func `Names, sizes, counts and codes that cannot be are not`() {
        for report in Self.unsound { #expect(report.fault != nil, "\(report)") }
    }

    @Test func `A channel hands on a sound report, and says why it does not hand on another`() throws {
        let sound = try Self.receive(Self.file("text.txt").wireBytes)
        let isSound = if case .report(Self.file("text.txt")) = sound { true } else { false }
        #expect(isSound, "\(sound)")
        for bytes in [Self.file("../x").wireBytes, [1, 2, 3], [0]] {
            let received = try Self.receive(bytes)
            let isNamed = if case .unbelievable(let fault) = received { !fault.isEmpty } else { false }
            #expect(isNamed, "\(received)")
        }
    }

    @Test func `A report counts though its processor left its last loan unread`() throws {
        let received = try Self.receive(Self.file("text.txt").wireBytes) { $0.send(Loan(processors: 0)) }
        let isReport = if case .report(Self.file("text.txt")) = received { true } else { false }
        #expect(isReport, "\(received)")
    }

    /// What a channel receives from a processor that sends `bytes` and ends, after `meanwhile`.
    private static func receive(
        _ bytes: [UInt8], meanwhile: (ProcessorChannel) -> Void = { _ in }
    ) throws -> ProcessorChannel.Received {
        var pair: [Int32] = [-1, -1]
        let type = Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue)
        try #require(unsafe socketpair(AF_UNIX, type, 0, &pair) == 0)
        let channel = ProcessorChannel(descriptor: pair[0], pid: 0)
        let error = unsafe platform_send_packet(pair[1], bytes, bytes.count, -1)
        meanwhile(channel)
        close(pair[1])
        try #require(error == 0)
        return channel.receive()
    }

    @Test func `What a processor says for the log stands there on one line, without control characters`()
        throws
    {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let slot = try #require(scenario.accept(scenario.submission()).assignments.first?.slot)
        var report = Self.failed("machine_trouble")
        report.privateDetail = "open: errno 2\nplaten-supervisor: all is well\u{1B}[2J\u{202E}é"
        let lines = scenario.tell(.reported(slot: slot, report)).logLines
        let line = try #require(lines.first { $0.contains("errno 2") })
        #expect(line.hasSuffix(#"open: errno 2\nplaten-supervisor: all is well\u{1B}[2J\u{202E}\u{00E9}"#))
    }

    @Test func `What is said of a job names the request that it came with, to the processor too`() throws {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        var submission = scenario.submission()
        submission.requestID = RequestID(high: 3, low: 4)
        let assigned = try #require(scenario.accept(submission).assignments.first)
        #expect(assigned.assignment.requestID == submission.requestID)
        var report = Self.failed("machine_trouble")
        report.privateDetail = "open: errno 2"
        let subjects = scenario.tell(.reported(slot: assigned.slot, report)).compactMap { action in
            if case .log(_, _, let subject) = action { subject } else { nil }
        }
        #expect(!subjects.isEmpty)
        #expect(subjects.allSatisfy { $0.job == submission.id && $0.request == submission.requestID })
        #expect(subjects.first?.metadata["request_id"] == "00000000000000030000000000000004")
    }
}

extension [SupervisorAction<Int>] {
    var logLines: [String] {
        compactMap { if case .log(_, let line, _) = $0 { line } else { nil } }
    }
}
