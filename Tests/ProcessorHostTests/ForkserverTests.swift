import CPlatform
import Foundation
import Glibc
import ImageText
import Jobs
import SharedRing
import Spool
import TestImages
import TestSupport
import Testing

@testable import ProcessorHost

@Suite(.serialized) struct ForkserverTests {
    /// A configured, ready forkserver over a fresh spool.
    private func withForkserver(
        _ environment: [String: String] = [:], equipment: Equipment = .models,
        change: (inout ServiceSettings.Limits) -> Void = { _ in },
        _ body: (TestForkserver, Spool) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            let spool = Spool(folder: "\(folder)/spool")
            try spool.prepare()
            var limits = ServiceSettings.Limits()
            change(&limits)
            let forkserver = try TestForkserver(environment: environment, equipment: equipment)
            try forkserver.send(.configure(ProcessorSettings(spoolFolder: spool.folder, limits: limits)))
            _ = try forkserver.waitUntilReady()
            try body(forkserver, spool)
        }
    }

    /// Puts `image` into the spool as the input of a new job.
    private func job(
        _ kind: JobKind, _ image: [UInt8]?, in spool: Spool, options: JobOptions = JobOptions(),
        attempt: Int = 1
    ) throws -> Assignment {
        var generator = SystemRandomNumberGenerator()
        let id = JobID(at: Timestamp(milliseconds: 1), using: &generator)
        guard let image else {
            return Assignment(id: id, attempt: attempt, kind: kind, options: options, image: nil)
        }
        let format = try #require(ImageFormat(magicOf: image))
        let input = InputImage(format: format, bytes: Int64(image.count), width: 100, height: 100)
        try FileManager.default.createDirectory(
            atPath: spool.folder(of: id), withIntermediateDirectories: true)
        try Data(image).write(to: URL(filePath: spool.path(of: input.fileName, in: id)))
        return Assignment(id: id, attempt: attempt, kind: kind, options: options, image: input)
    }

    private let picture = PNGFile(width: 100, height: 100).encode { x, _, _ in x < 50 ? 0 : 255 }

    /// Runs one job in slot 0 and hands back its report and wait status.
    private func run(_ assignment: Assignment, on forkserver: TestForkserver) throws -> (Report?, Int32) {
        let processor = try forkserver.fork(slot: 0)
        try processor.assign(assignment)
        let report = try processor.report()
        return (report, try forkserver.exit(of: processor))
    }

    @Test func `a job of each kind is reported with its files on disk`() throws {
        try withForkserver { forkserver, spool in
            let lettering = Lettering("HELLO PLATEN 24")
            let page = PNGFile(width: lettering.width, height: lettering.height, depth: 1)
                .encode { x, y, _ in lettering.isBlack(x, y) ? 0 : 1 }
            for (kind, image, names) in [
                (.ocr, page, ["text.txt", "words.json"]), (.ascii, picture, ["text.txt"]),
                (.mirror, picture, ["mirror.png"]), (.size, picture, []), (.sleep, nil, []),
            ] as [(JobKind, [UInt8]?, [String])] {
                let assignment = try job(kind, image, in: spool)
                let (report, status) = try run(assignment, on: forkserver)
                guard case .completed(let result) = try #require(report).outcome else {
                    Issue.record("\(kind): \(String(describing: report))")
                    continue
                }
                #expect(status == 0)
                #expect(result.files.map(\.name) == names)
                #expect((result.value != nil) == [.size, .mirror].contains(kind))
                for file in result.files {
                    let facts = try FileManager.default.attributesOfItem(
                        atPath: spool.path(of: file.name, in: assignment.id))
                    #expect(facts[.size] as? Int64 == file.bytes || facts[.size] as? Int == Int(file.bytes))
                }
                #expect(try #require(report).peakMemoryKiB > 0)
                if kind == .ocr {
                    let text = try String(
                        contentsOfFile: spool.path(of: "text.txt", in: assignment.id), encoding: .utf8)
                    #expect(text == "HELLO PLATEN 24\n")
                }
            }
        }
    }

    @Test func `every thread of a job that is lent processors is in the sandbox`() throws {
        try withForkserver { forkserver, spool in
            var assignment = try job(
                .sleep, nil, in: spool, options: JobOptions(durationMilliseconds: 3_600_000))
            assignment.lent = 1
            let processor = try forkserver.fork(slot: 0)
            try processor.assign(assignment)
            _ = try awaited { forkserver.scoreboard.read(slot: 0).flatMap { $0.progress > 0 ? $0 : nil } }
            let tasks = "/proc/\(processor.pid)/task"
            let threads = try FileManager.default.contentsOfDirectory(atPath: tasks)
            #expect(threads.count == 1 + min(1, LineTeam.usefulSize))
            for thread in threads {
                let status = try String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8)
                #expect(status.contains("\nNoNewPrivs:\t1\n"))
                #expect(status.contains("\nSeccomp:\t2\n"))
                #expect(status.contains("\nCapEff:\t0000000000000000\n"))
            }
        }
    }

    @Test func `a job reads the same with processors that are lent to it and taken back`() throws {
        let lettering = Lettering("HELLO PLATEN 24")
        var page = PNGFile(width: lettering.width, height: lettering.height, depth: 1)
        let line = page.rows { x, y, _ in lettering.isBlack(x, y) ? 0 : 1 }
        page.height *= 12
        let image = page.encode(rows: (0..<12).flatMap { _ in line })
        try withForkserver { forkserver, spool in
            var documents: Set<Data> = []
            for (lent, isTakenBack) in [(0, false), (3, false), (3, true)] {
                var assignment = try job(.ocr, image, in: spool)
                assignment.lent = lent
                let processor = try forkserver.fork(slot: 0)
                try processor.assign(assignment)
                if isTakenBack { try processor.tell(Loan(processors: 0)) }
                #expect(try #require(try processor.report()).outcome.files.count == 2)
                #expect(try forkserver.exit(of: processor) == 0)
                documents.insert(
                    try Data(
                        contentsOf: URL(filePath: spool.path(of: "words.json", in: assignment.id))))
            }
            #expect(documents.count == 1)
            #expect(try #require(documents.first).count > 1000)
        }
    }

    @Test func `a bare processor measures an image, and says that it cannot read text`() throws {
        try withForkserver(equipment: .bare) { forkserver, spool in
            let (size, _) = try run(try job(.size, picture, in: spool), on: forkserver)
            guard case .completed(let result) = try #require(size).outcome else {
                Issue.record("\(String(describing: size))")
                return
            }
            #expect(result.value?.contains("\"width\":100") == true)
            let (text, status) = try run(try job(.ocr, picture, in: spool), on: forkserver)
            guard case .failed(let code, _) = try #require(text).outcome else {
                Issue.record("\(String(describing: text))")
                return
            }
            #expect(code == .machineTrouble && status == 0)
        }
    }

    @Test func `the slot of the scoreboard shows the job while it runs`() throws {
        try withForkserver { forkserver, spool in
            let assignment = try job(
                .sleep, nil, in: spool, options: JobOptions(durationMilliseconds: 3_600_000), attempt: 2)
            let processor = try forkserver.fork(slot: 3)
            #expect(forkserver.scoreboard.read(slot: 3) == nil)
            try processor.assign(assignment)
            let entry = try awaited {
                forkserver.scoreboard.read(slot: 3).flatMap { $0.progress > 0 ? $0 : nil }
            }
            #expect((entry.jobHigh, entry.jobLow) == (assignment.id.high, assignment.id.low))
            #expect(entry.attempt == 2)
            #expect(entry.processID == processor.pid)
            #expect(entry.stage == Stage.preparing.rawValue)
            #expect(forkserver.scoreboard.read(slot: 0) == nil)
        }
    }

    @Test func `a processor with a job cannot write to the log`() throws {
        try withForkserver { forkserver, spool in
            let processor = try forkserver.fork(slot: 0)
            let descriptor = "/proc/\(processor.pid)/fd/\(STDERR_FILENO)"
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: descriptor) != "/dev/null")
            try processor.assign(
                try job(.sleep, nil, in: spool, options: JobOptions(durationMilliseconds: 3_600_000)))
            _ = try awaited { forkserver.scoreboard.read(slot: 0).flatMap { $0.progress > 0 ? $0 : nil } }
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: descriptor) == "/dev/null")
        }
    }

    @Test func `a damaged image is a problem of its job alone`() throws {
        try withForkserver { forkserver, spool in
            let damaged = try job(.ocr, Array(picture.prefix(60)), in: spool)
            let (report, status) = try run(damaged, on: forkserver)
            guard case .failed(.badImage, let detail) = try #require(report).outcome else {
                Issue.record("\(String(describing: report))")
                return
            }
            #expect(!detail.isEmpty)
            #expect(status == 0)
        }
    }

    @Test func `missing files are named, and not worth another attempt`() throws {
        try withForkserver { forkserver, spool in
            var assignment = try job(.size, picture, in: spool)
            try FileManager.default.removeItem(atPath: spool.path(of: "input.png", in: assignment.id))
            let report = try run(assignment, on: forkserver).0
            #expect(try code(of: report) == .inputMissing)
            #expect(report?.privateDetail?.contains("errno 2") == true)
            assignment.id = JobID(high: 0x7000, low: 1 << 63)
            #expect(try code(of: run(assignment, on: forkserver).0) == .inputMissing)
        }
    }

    private func code(of report: Report?) throws -> Problem.Code? {
        guard case .failed(let code, _) = try #require(report).outcome else { return nil }
        return code
    }

    @Test func `a crash is reported with its signal and touches no other job`() throws {
        try withForkserver(["PLATEN_TEST_CRASH_WIDTH": "13", "PLATEN_TEST_CRASH_ONCE_WIDTH": "17"]) {
            forkserver, spool in
            let neighbour = try forkserver.fork(slot: 1)
            for (width, attempt, crashes) in [(13, 1, true), (13, 2, true), (17, 1, true), (17, 2, false)] {
                let assignment = try job(
                    .ascii, picture, in: spool, options: JobOptions(width: width), attempt: attempt)
                let (report, status) = try run(assignment, on: forkserver)
                #expect((report == nil) == crashes)
                #expect(status & 0x7F == (crashes ? SIGSEGV : 0))
            }
            try neighbour.assign(try job(.size, picture, in: spool))
            guard case .completed = try #require(try neighbour.report()).outcome else {
                Issue.record("the neighbour failed")
                return
            }
        }
    }

    @Test func `a kill reaches the processor that it names and no other`() throws {
        try withForkserver { forkserver, spool in
            let (first, second) = (try forkserver.fork(slot: 0), try forkserver.fork(slot: 1))
            try forkserver.send(.kill(slot: 0, pid: second.pid))
            try forkserver.send(.kill(slot: 0, pid: first.pid))
            #expect(try forkserver.exit(of: first) & 0x7F == SIGKILL)
            try second.assign(try job(.size, picture, in: spool))
            #expect(try second.report() != nil)
        }
    }

    @Test func `a processor without an assignment leaves when its socket is closed`() throws {
        try withForkserver { forkserver, _ in
            let processor = try forkserver.fork(slot: 0)
            processor.hangUp()
            #expect(try forkserver.exit(of: processor) == 0)
            _ = try forkserver.fork(slot: 0)
        }
    }

    @Test func `a running job is given up when its socket is closed`() throws {
        try withForkserver { forkserver, spool in
            let processor = try forkserver.fork(slot: 0)
            try processor.assign(
                try job(.sleep, nil, in: spool, options: JobOptions(durationMilliseconds: 3_600_000)))
            processor.hangUp()
            _ = try forkserver.exit(of: processor)
        }
    }

    @Test func `a slot that is taken, or not on the scoreboard, forks no second processor`() throws {
        try withForkserver { forkserver, _ in
            // A processor whose socket nobody holds any more would leave.
            let first = try forkserver.fork(slot: 0)
            #expect(throws: TestForkserver.Unexpected.self) { try forkserver.fork(slot: 0) }
            first.hangUp()
            let outside = try forkserver.fork(slot: 99)
            #expect(try forkserver.exit(of: outside) == ProcessorExitStatus.trouble << 8)
        }
    }

    @Test func `each defence that the kernel lacks is named when the forkserver is ready`() throws {
        let missing = try TestForkserver().waitUntilReady()
        #expect(Set(missing).count == platform_sandbox_missing().nonzeroBitCount)
    }

    @Test func `without settings nothing is forked`() throws {
        let forkserver = try TestForkserver()
        _ = try forkserver.waitUntilReady()
        #expect(throws: TestForkserver.Unexpected.self) { try forkserver.fork(slot: 0) }
    }

    @Test func `the end of the control socket ends everything`() throws {
        try withForkserver { forkserver, spool in
            let processor = try forkserver.fork(slot: 0)
            try processor.assign(
                try job(.sleep, nil, in: spool, options: JobOptions(durationMilliseconds: 3_600_000)))
            forkserver.hangUp()
            #expect(forkserver.wait() == 0)
            #expect(kill(processor.pid, 0) == -1)
        }
    }

    @Test func `the death of the forkserver ends its processors`() throws {
        try withForkserver { forkserver, spool in
            let processor = try forkserver.fork(slot: 0)
            try processor.assign(
                try job(.sleep, nil, in: spool, options: JobOptions(durationMilliseconds: 3_600_000)))
            kill(forkserver.pid, SIGKILL)
            #expect(forkserver.wait() & 0x7F == SIGKILL)
            #expect(try processor.report() == nil)
        }
    }

    @Test func `a job that computes too long is ended by SIGXCPU`() throws {
        try withForkserver(change: { limits in
            limits.processorCPUSeconds = 1
            limits.processorCPUSecondsPerMegapixel = 0
        }) { forkserver, spool in
            // A page of text that takes many times as long.
            let line = Lettering("HELLO PLATEN 24 HELLO PLATEN 24 HELLO PLATEN 24")
            var page = PNGFile(width: line.width, height: line.height)
            let rows = page.rows { x, y, _ in line.isBlack(x, y) ? 0 : 255 }
            page.height *= 60
            let file = page.encode(rows: [[UInt8]](repeating: rows, count: 60).flatMap { $0 })
            let (report, status) = try run(try job(.ocr, file, in: spool), on: forkserver)
            #expect(report == nil)
            #expect(status & 0x7F == SIGXCPU)
        }
    }

    @Test func `a job that needs too much memory says so`() throws {
        try withForkserver(change: { $0.processorMemoryBytes = 700 << 20 }) { forkserver, spool in
            let page = PNGFile(width: 12_000, height: 8000, type: .rgb).encode(
                rows: [UInt8](repeating: 255, count: 288_000_000))
            let (report, status) = try run(try job(.ocr, page, in: spool), on: forkserver)
            let reported = try report.map { try code(of: $0) } ?? nil
            #expect(
                reported == .memoryLimit || status == ProcessorExitStatus.outOfMemory << 8,
                "\(String(describing: report)) \(status)")
        }
    }

    /// What `value` gives once it gives something. Its change is in another process's memory, which wakes nobody.
    private func awaited<Value>(_ value: () -> Value?) throws -> Value {
        let end = ContinuousClock.now + TestForkserver.patience
        while ContinuousClock.now < end {
            if let value = value() { return value }
            sched_yield()
        }
        throw TestForkserver.Unexpected()
    }
}
