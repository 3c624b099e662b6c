internal import Dispatch
internal import Foundation
internal import Synchronization

/// A number of threads that do errands, in the order in which they were added. They end with the process.
package final class ErrandPool: Sendable {
    private let board: ErrandBoard
    private let run: @Sendable (Errand) -> ErrandEnd
    /// The next one last.
    private let queue = Mutex<[Errand]>([])
    private let waiting = DispatchSemaphore(value: 0)

    /// Starts the threads; each errand is noted on `board`.
    package init(threads: Int, board: ErrandBoard, run: @escaping @Sendable (Errand) -> ErrandEnd) {
        self.board = board
        self.run = run
        for number in 0..<threads {
            let thread = Thread { [self] in work() }
            thread.name = "errands-\(number)"
            thread.start()
        }
    }

    /// The errands wait until threads are free.
    package func add(_ errands: [Errand]) {
        queue.withLock { $0.insert(contentsOf: errands.reversed(), at: 0) }
        for _ in errands { waiting.signal() }
    }

    /// How many wait for a thread.
    package var waitingCount: Int { queue.withLock { $0.count } }

    private func work() -> Never {
        while true {
            waiting.wait()
            guard let errand = take() else { continue }
            board.end(errand, run(errand))
        }
    }

    /// In one step with the note, so that an errand is always either waiting or under way.
    private func take() -> Errand? {
        queue.withLock { queue in
            guard let errand = queue.popLast() else { return nil }
            board.begin(errand)
            return errand
        }
    }
}
