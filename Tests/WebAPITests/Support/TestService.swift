import Foundation
import Jobs
import JobStore
import Logging
import SharedRing
import Spool
import Synchronization
import Testing
import WebAPI

/// The real ring, store and spool in a temporary folder, with a supervisor that only stores what it is sent.
final class TestService: Sendable {
    let settings: ServiceSettings
    private let isStopping = Mutex(false)
    private let verdict: Verdict
    private let stopped = DispatchGroup()

    /// With a `verdict` other than `.accepted` nothing is stored.
    init(folder: String, verdict: Verdict = .accepted, verdictTimeoutMilliseconds: Int = 10_000) throws {
        var settings = ServiceSettings(dataFolder: folder, assetsFolder: folder)
        settings.verdictTimeoutMilliseconds = verdictTimeoutMilliseconds
        self.settings = settings
        self.verdict = verdict
        try FileManager.default.createDirectory(atPath: settings.runFolder, withIntermediateDirectories: true)
        try Spool(folder: settings.spoolFolder).prepare()
    }

    var application: Application {
        buildApplication(settings: settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Every file and folder of a job in the spool.
    var spooled: [String] {
        let shards = (try? FileManager.default.subpathsOfDirectory(atPath: settings.spoolFolder)) ?? []
        return shards.filter { $0.contains("/") }.sorted()
    }

    /// Runs the supervisor while `body` runs.
    func supervised<Result>(_ body: () throws -> Result) throws -> Result {
        let writer = try StoreWriter(path: settings.storePath)
        stopped.enter()
        Thread { [self] in
            defer { stopped.leave() }
            do { try serve(writer) } catch { Issue.record(error) }
        }
        .start()
        defer {
            isStopping.withLock { $0 = true }
            stopped.wait()
        }
        return try body()
    }

    private func serve(_ writer: StoreWriter) throws {
        let consumer = try CommandConsumer.create(
            instance: settings.instance, slots: 8, doorbellPath: settings.doorbellPath)
        defer { _ = consumer.retire() }
        while !isStopping.withLock(\.self) {
            consumer.beat(now: MonotonicTime.now())
            var taken: [(TicketReference, [UInt8])] = []
            _ = consumer.drain(limit: 8, now: MonotonicTime.now()) { taken.append(($0, $1)) }
            for (ticket, record) in taken {
                if verdict == .accepted, case .submit(let submission) = try Command(wireBytes: record) {
                    try writer.commit([.submit(submission)])
                }
                consumer.answer(ticket, verdict: verdict.rawValue)
            }
            if taken.isEmpty { wait(consumer) }
        }
    }

    private func wait(_ consumer: CommandConsumer) {
        guard consumer.prepareToSleep() else { return }
        var doorbell = pollfd(fd: consumer.doorbell, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&doorbell, 1, 20)
        consumer.wake()
    }
}
