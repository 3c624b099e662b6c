import CPlatform
import Foundation
import Glibc
import JobStore
import Jobs
import Synchronization

/// The thread that commits. It owns the store's only writer; the event loop hands it one batch at a time and
/// learns of the end through a descriptor that it polls, so that the loop never waits for the disk.
///
/// `@unchecked Sendable`: the store is touched by the thread alone, everything else is in `state`.
final class BatchWriter: @unchecked Sendable {
    private let store: StoreWriter
    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    /// Readable when a batch has ended.
    let finished: EventDescriptor

    private struct State {
        var batch: [StoreChange]?
        var result: Result<CommitResult, StoreError>?
        var isClosed = false
    }

    /// - Throws: `SupervisorError` when no descriptor can be had.
    init(store: StoreWriter) throws(SupervisorError) {
        self.store = store
        finished = try EventDescriptor()
    }

    /// Starts the thread.
    func start() {
        let thread = Thread { self.run() }
        thread.name = "store-writer"
        thread.start()
    }

    /// Commits `changes` as one transaction.
    /// - Precondition: the batch before has ended and its result was taken.
    func commit(_ changes: [StoreChange]) {
        state.withLock { $0.batch = changes }
        work.signal()
    }

    /// The end of the batch, once.
    func takeResult() -> Result<CommitResult, StoreError>? {
        finished.clear()
        return state.withLock { state in
            defer { state.result = nil }
            return state.result
        }
    }

    /// Waits for the thread to end after the batch it is at, and folds the store's log.
    /// - Throws: `StoreError` of the folding; the store is sound all the same.
    func close() throws(StoreError) {
        state.withLock { $0.isClosed = true }
        work.signal()
        ended.wait()
        try store.foldLog()
    }

    private func run() {
        defer { ended.signal() }
        while true {
            work.wait()
            let (batch, isClosed) = state.withLock { state in
                defer { state.batch = nil }
                return (state.batch, state.isClosed)
            }
            if let batch { finish(commitNow(batch)) } else if isClosed { return }
        }
    }

    private func commitNow(_ batch: [StoreChange]) -> Result<CommitResult, StoreError> {
        do throws(StoreError) {
            return .success(try store.commit(batch))
        } catch {
            return .failure(error)
        }
    }

    private func finish(_ result: Result<CommitResult, StoreError>) {
        state.withLock { $0.result = result }
        finished.signal()
    }
}
