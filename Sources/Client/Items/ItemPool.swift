internal import Dispatch
internal import Foundation
internal import Synchronization

/// A number of threads that do items, in the order in which they were added. They end with the process.
package final class ItemPool: Sendable {
    private let board: ItemBoard
    private let run: @Sendable (Item) -> ItemEnd
    /// The next one last.
    private let queue = Mutex<[Item]>([])
    private let waiting = DispatchSemaphore(value: 0)

    /// Starts the threads; each item is noted on `board`.
    package init(threads: Int, board: ItemBoard, run: @escaping @Sendable (Item) -> ItemEnd) {
        self.board = board
        self.run = run
        for number in 0..<threads {
            let thread = Thread { [self] in work() }
            thread.name = "items-\(number)"
            thread.start()
        }
    }

    /// The items wait until threads are free.
    package func add(_ items: [Item]) {
        queue.withLock { $0.insert(contentsOf: items.reversed(), at: 0) }
        for _ in items { waiting.signal() }
    }

    /// How many wait for a thread.
    package var waitingCount: Int { queue.withLock { $0.count } }

    private func work() -> Never {
        while true {
            waiting.wait()
            guard let item = take() else { continue }
            board.end(item, run(item))
        }
    }

    /// In one step with the note, so that an item is always either waiting or under way.
    private func take() -> Item? {
        queue.withLock { queue in
            guard let item = queue.popLast() else { return nil }
            board.begin(item)
            return item
        }
    }
}
