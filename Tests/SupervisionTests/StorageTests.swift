import Foundation
import Glibc
import Jobs
import Logging
import Spool
import TestSupport
import Testing

@testable import Supervision

@Suite struct StorageTests {
    private static func measure(
        _ slot: Int, bytes: Int64 = 0, files: Int = 1, allowed: Int64 = 1000
    ) -> StorageRule.Measure {
        StorageRule.Measure(slot: slot, bytes: bytes, files: files, allowed: allowed)
    }

    private static func offenders(_ measures: [StorageRule.Measure], isDiskShort: Bool = false) -> [Int] {
        StorageRule.offenders(measures, isDiskShort: isDiskShort).map(\.slot)
    }

    // MARK: The rule

    @Test func `Whoever is within the bounds goes on, whoever is over one ends`() {
        let measures = [
            Self.measure(1, bytes: 1000, files: StorageRule.mostFiles), Self.measure(2, bytes: 1001),
            Self.measure(3, files: StorageRule.mostFiles + 1),
        ]
        #expect(Self.offenders(measures) == [2, 3])
        #expect(Self.offenders(measures, isDiskShort: true) == [2, 3])
    }

    @Test func `On a disk that is nearly full the largest ends, unless it is small`() {
        let small = Self.measure(1, bytes: StorageRule.smallBytes - 1, allowed: .max)
        let large = Self.measure(2, bytes: StorageRule.smallBytes, allowed: .max)
        #expect(Self.offenders([small, large]) == [])
        #expect(Self.offenders([small, large], isDiskShort: true) == [2])
        #expect(Self.offenders([small], isDiskShort: true) == [])
        #expect(Self.offenders([], isDiskShort: true) == [])
    }

    @Test func `A job may write more when its image is larger, up to the largest that is taken`() {
        let allowance = StorageAllowance(bytes: 1000, maximumPixels: 200)
        func image(_ width: Int, _ height: Int) -> InputImage {
            InputImage(format: .png, bytes: 1, width: width, height: height)
        }
        #expect(allowance.bytes(for: nil) == 1000)
        #expect(allowance.bytes(for: image(10, 10)) == 1800)
        #expect(allowance.bytes(for: image(.max, 2)) == 2600)
    }

    @Test func `Room that no folder shows is seen while it is held`() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/file"
            let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            defer { close(file) }
            let bytes = [UInt8](repeating: 7, count: 1 << 20)
            let written = unsafe write(file, bytes, bytes.count)
            try #require(written == bytes.count)
            try #require(fsync(file) == 0)
            let holder = Process()
            holder.executableURL = URL(filePath: "/bin/sleep")
            holder.arguments = ["600"]
            holder.standardInput = FileHandle(fileDescriptor: file)
            try holder.run()
            defer {
                kill(holder.processIdentifier, SIGKILL)
                holder.waitUntilExit()
            }
            let before = UnlinkedFiles.bytes(of: holder.processIdentifier)
            try #require(unsafe unlink(path) == 0)
            #expect(UnlinkedFiles.bytes(of: holder.processIdentifier) >= before + 1 << 20)
        }
        #expect(UnlinkedFiles.bytes(of: .max) == 0)
    }

    // MARK: The state

    @Test func `A job that has written too much is killed once and fails for it`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        #expect(scenario.tell(.overfull(slot: slot, id)).kills == [slot])
        #expect(scenario.tell(.overfull(slot: slot, id)).kills.isEmpty)
        let ended = scenario.tell(
            .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.signal(9))))
        #expect(ended.settled[id]?.state == .failed)
        #expect(ended.settled[id]?.code == .storageLimit)
        #expect(ended.requeued.isEmpty)
    }

    @Test func `News of a job that has left the slot kills nobody`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        #expect(scenario.tell(.overfull(slot: slot, JobID(high: 9, low: 9))).kills.isEmpty)
        #expect(scenario.tell(.overfull(slot: 99, id)).kills.isEmpty)
        _ = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(scenario.tell(.overfull(slot: slot, id)).kills.isEmpty)
    }

    // MARK: The thread

    private let id = JobID(high: 1, low: 0xAB)

    private func attempt(since: Duration) -> FolderWatch.Attempt {
        FolderWatch.Attempt(
            job: id, pid: getpid(), image: InputImage(format: .png, bytes: 3, width: 1, height: 1),
            since: since)
    }

    /// A watch that works, over a spool with the folder of one job.
    private func withWatch(allowed: Int64 = 1 << 20, _ body: (FolderWatch, _ folder: String) throws -> Void)
        throws
    {
        try withTemporaryFolder { folder in
            let spool = Spool(folder: "\(folder)/spool")
            try spool.prepare()
            let jobFolder = spool.folder(of: id)
            try FileManager.default.createDirectory(atPath: jobFolder, withIntermediateDirectories: false)
            for name in ["input.png", "text.txt", ".1-words.json", "input.txt"] {
                try Data("abc".utf8).write(to: URL(filePath: "\(jobFolder)/\(name)"))
            }
            let watch = try FolderWatch(
                spool: spool, storage: StorageAllowance(bytes: allowed, maximumPixels: 1), diskReserve: 0,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            watch.start()
            try body(watch, jobFolder)
        }
    }

    private func names(_ folder: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }

    @Test func `After an attempt, the input and what was reported stay`() throws {
        try withWatch { watch, folder in
            watch.begin(0, attempt(since: Moment.now().monotonic))
            watch.report(0, files: ["text.txt"])
            watch.end(0)
            watch.close()
            let left = try names(folder)
            #expect(left == ["input.png", "text.txt"])
        }
    }

    @Test func `After an attempt without a report, the input alone stays, whatever the names are`() throws {
        try withWatch { watch, folder in
            let name: [CChar] = "\(folder)/".utf8CString.dropLast() + [-1, -2, 0]
            let made = unsafe open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
            try #require(made >= 0)
            close(made)
            watch.begin(0, attempt(since: Moment.now().monotonic))
            watch.end(0)
            watch.close()
            let left = try names(folder)
            #expect(left == ["input.png"])
        }
    }

    @Test func `The files of an attempt that began since are not touched`() throws {
        try withWatch { watch, folder in
            let before = try names(folder)
            watch.begin(0, attempt(since: Moment.now().monotonic))
            watch.end(0)
            watch.begin(1, attempt(since: Moment.now().monotonic))
            watch.close()
            let after = try names(folder)
            #expect(after == before)
        }
    }

    @Test func `A processor that ends after the next attempt has begun takes nothing from it`() throws {
        try withWatch { watch, folder in
            let before = try names(folder)
            watch.begin(0, attempt(since: Moment.now().monotonic))
            watch.begin(1, attempt(since: Moment.now().monotonic))
            watch.end(0)
            watch.close()
            let after = try names(folder)
            #expect(after == before)
        }
    }

    @Test func `A running job that has written too much is named`() throws {
        try withWatch(allowed: 1 << 20) { watch, folder in
            try Data(count: 2 << 20).write(to: URL(filePath: "\(folder)/big"))
            watch.begin(3, attempt(since: Moment.now().monotonic - .seconds(60)))
            var entry = pollfd(fd: watch.noticed.descriptor, events: Int16(POLLIN), revents: 0)
            #expect(unsafe poll(&entry, 1, 30_000) == 1)
            let found = watch.takeOverfull()
            // It is named once a second, until it ends.
            #expect(Set(found.map(\.slot)) == [3])
            #expect(Set(found.map(\.job)) == [id])
            watch.close()
        }
    }
}
