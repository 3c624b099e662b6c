import CPlatform
import Foundation
import Glibc
import Jobs
import Logging
import Spool
import Synchronization

/// Looks after the folders that processors write to, on a thread of its own: each second it measures what the jobs
/// have written that run for a while, and removes what the attempts left that have ended, but for the input and the
/// files that were reported. The event loop tells it what begins and ends, and never waits for the disk.
///
/// `@unchecked Sendable`: everything but `state` is immutable and itself Sendable.
final class FolderWatch: @unchecked Sendable {
    private let spool: Spool
    private let storage: StorageAllowance
    private let reserve: Int64
    private let logger: Logger
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let state = Mutex(State())
    /// Readable when a running job has written too much.
    let noticed: EventDescriptor

    /// An attempt that writes to its job's folder.
    struct Attempt: Sendable {
        let job: JobID
        let pid: pid_t
        let image: InputImage?
        /// Of its text; nil for a job without one.
        var textBytes: Int?
        /// On the monotonic clock.
        let since: Duration
        /// Its result files, once it has reported.
        var reported: [String] = []

        /// The files that it found.
        fileprivate var inputNames: [String] {
            (image.map { [$0.fileName] } ?? []) + (textBytes == nil ? [] : [InputText.fileName])
        }

        /// How long these are.
        fileprivate var inputBytes: Int64 { (image?.bytes ?? 0) + Int64(textBytes ?? 0) }
    }

    private struct State {
        var isClosed = false
        /// Whether the thread waits until something begins.
        var isParked = false
        /// The attempt of each slot that has one.
        var attempts: [Int: Attempt] = [:]
        /// Folders whose attempt has ended, and the names that stay there.
        var leftovers: [JobID: Set<String>] = [:]
        /// The folder that the thread is at.
        var tidied: JobID?
        /// Running jobs that have written too much, and their slots.
        var overfull: [(slot: Int, job: JobID)] = []
    }

    /// How often running jobs are measured; the first time at this age.
    static let interval = Duration.seconds(1)

    /// - Parameters:
    ///   - spool: where the folders are.
    ///   - storage: what one job may write.
    ///   - diskReserve: bytes of the disk below which no new jobs are taken; with half of that, one that runs ends.
    ///   - logger: told what was removed and what could not be.
    /// - Throws: `SupervisorError` when no descriptor can be had.
    init(
        spool: Spool, storage: StorageAllowance, diskReserve: Int64, logger: Logger
    ) throws(SupervisorError) {
        reserve = diskReserve / 2
        self.spool = spool
        self.storage = storage
        self.logger = logger
        noticed = try EventDescriptor()
    }

    /// Starts the thread.
    func start() {
        let thread = Thread { self.run() }
        thread.name = "folder-watch"
        thread.start()
    }

    /// Waits until what ended attempts have left is removed.
    func close() {
        state.withLock { $0.isClosed = true }
        wake.signal()
        ended.wait()
    }
}

/// What the event loop says and asks. Nothing here takes longer than the removal of one file.
extension FolderWatch {
    /// The slot's processor is about to be given the job. What an earlier attempt left in its folder is not touched
    /// any more until this one ends.
    func begin(_ slot: Int, _ attempt: Attempt) {
        let wasParked = state.withLock { state in
            state.leftovers[attempt.job] = nil
            if state.tidied == attempt.job { state.tidied = nil }
            state.attempts[slot] = attempt
            defer { state.isParked = false }
            return state.isParked
        }
        if wasParked { wake.signal() }
    }

    /// The slot's processor has reported; these files of its job stay.
    func report(_ slot: Int, files: [String]) {
        state.withLock { $0.attempts[slot]?.reported = files }
    }

    /// The slot's processor is gone. Where the next attempt at its job has begun before that, its end will do.
    func end(_ slot: Int) {
        state.withLock { state in
            guard let attempt = state.attempts.removeValue(forKey: slot),
                !state.attempts.values.contains(where: { $0.job == attempt.job })
            else { return }
            state.leftovers[attempt.job] = Set(attempt.reported + attempt.inputNames)
        }
    }

    /// The jobs that were found to have written too much, once each time they are found.
    func takeOverfull() -> [(slot: Int, job: JobID)] {
        noticed.clear()
        return state.withLock { state in
            defer { state.overfull = [] }
            return state.overfull
        }
    }
}

/// The thread.
extension FolderWatch {
    private func run() {
        defer { ended.signal() }
        while pause() {
            tidyAll()
            measureAll()
        }
        tidyAll()
    }

    /// Waits for the next turn.
    /// - Returns: false when there is none.
    private func pause() -> Bool {
        let mayPark = state.withLock { state in
            state.isParked = !state.isClosed && state.attempts.isEmpty && state.leftovers.isEmpty
            return state.isParked
        }
        if mayPark { wake.wait() }
        guard !state.withLock(\.isClosed) else { return false }
        _ = wake.wait(timeout: .now() + (Self.interval / .seconds(1)))
        return !state.withLock(\.isClosed)
    }

    private func tidyAll() {
        let ids = state.withLock { Array($0.leftovers.keys) }
        for id in ids { tidy(id) }
    }

    private func tidy(_ id: JobID) {
        let kept = state.withLock { state in
            state.tidied = id
            return state.leftovers.removeValue(forKey: id)
        }
        guard let kept else { return }
        do throws(SpoolError) {
            let removed = try spool.tidy(id, keeping: kept) { removal in
                state.withLock { state in
                    guard state.tidied == id else { return false }
                    removal()
                    return true
                }
            }
            if removed > 0 { logger.notice("removed \(removed) files that attempts at \(id) left behind") }
        } catch {
            logger.error("files that attempts at \(id) left behind stay: \(error)")
        }
    }

    private func measureAll() {
        let now = Moment.now().monotonic
        let attempts = state.withLock { $0.attempts.filter { now - $0.value.since >= Self.interval } }
        guard !attempts.isEmpty else { return }
        let measures = attempts.compactMap { slot, attempt in measure(slot, attempt) }
        let offenders = StorageRule.offenders(measures, isDiskShort: isDiskShort())
        guard !offenders.isEmpty else { return }
        state.withLock { state in
            for offender in offenders {
                guard let attempt = attempts[offender.slot] else { continue }
                state.overfull.append((offender.slot, attempt.job))
            }
        }
        noticed.signal()
    }

    private func measure(_ slot: Int, _ attempt: Attempt) -> StorageRule.Measure? {
        do throws(SpoolError) {
            let use = try spool.use(of: attempt.job, measuring: StorageRule.mostFiles + 1)
            return StorageRule.Measure(
                slot: slot, bytes: use.bytes + UnlinkedFiles.bytes(of: attempt.pid), files: use.files,
                allowed: storage.bytes(for: attempt.image) + attempt.inputBytes)
        } catch {
            logger.error("what job \(attempt.job) has written cannot be measured: \(error)")
            return nil
        }
    }

    private func isDiskShort() -> Bool {
        do throws(SpoolError) {
            return try spool.room().isShort(reserve: reserve)
        } catch {
            logger.error("the room on the disk cannot be measured: \(error)")
            return false
        }
    }
}
