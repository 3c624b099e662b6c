import Foundation
import JobStore
import Jobs
import Logging
import Synchronization

/// Finds the jobs whose time is over, on a thread of its own; the event loop takes them from here, a few at a time, and
/// has the writer remove them.
///
/// `@unchecked Sendable`: everything but `state` is immutable and itself Sendable.
final class RetentionWatch: @unchecked Sendable {
    private let retention: Retention
    private let reader: StoreReader
    private let logger: Logger
    private let wake = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    private struct State {
        var isClosed = false
        /// Found and not yet taken, the last first.
        var expired: [JobID] = []
        /// Removed jobs up to this one are forgotten altogether.
        var forgettable: JobID?
    }

    /// Jobs found at once.
    private static let findLimit = 4096
    /// Looking takes no more than a twentieth of the time.
    private static let shortestPause: TimeInterval = 1
    private static let pauseFactor = 20.0
    /// Of how many removed jobs the store remembers that they were there.
    static let rememberedJobs = 1_000_000

    init(retention: Retention, reader: StoreReader, logger: Logger) {
        self.retention = retention
        self.reader = reader
        self.logger = logger
    }

    func start() {
        let thread = Thread { self.run() }
        thread.name = "retention"
        thread.start()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        wake.signal()
    }

    /// At most `limit` jobs whose time is over, each once.
    func takeExpired(limit: Int) -> [JobID] {
        state.withLock { state in
            let taken = state.expired.suffix(limit)
            state.expired.removeLast(taken.count)
            return taken.reversed()
        }
    }

    /// The job up to which removed ones are forgotten, once.
    func takeForgettable() -> JobID? {
        state.withLock { state in
            defer { state.forgettable = nil }
            return state.forgettable
        }
    }

    private func run() {
        while !state.withLock(\.isClosed) {
            let begun = DispatchTime.now()
            do throws(StoreError) {
                try look()
            } catch {
                logger.error("the jobs whose time is over cannot be found; trying again: \(error)")
            }
            let took = Double(DispatchTime.now().uptimeNanoseconds - begun.uptimeNanoseconds) / 1e9
            _ = wake.wait(timeout: .now() + max(Self.shortestPause, took * Self.pauseFactor))
        }
    }

    /// Finds more once everything that was found is taken.
    func look() throws(StoreError) {
        guard state.withLock(\.expired.isEmpty) else { return }
        let forgettable = try reader.goneJob(after: Self.rememberedJobs)
        let expired = try findExpired()
        state.withLock { state in
            state.forgettable = forgettable
            state.expired = expired.reversed()
        }
    }

    private func findExpired() throws(StoreError) -> [JobID] {
        guard !retention.keepsEverything else { return [] }
        let volume = retention.keepBytes == nil ? 0 : try reader.volume()
        let ended = try reader.endedJobs(limit: Self.findLimit)
        return retention.expired(ended, volume: volume, at: Moment.now().wall).map(\.id)
    }
}
