import DequeModule
import Documents
import Foundation
import JobStore
import Jobs
import Logging
import Synchronization

/// Publishes events through nginx, on a thread of its own. The event loop hands it notices and never waits for it: an event
/// that nginx does not take, or that is too much, is dropped and counted, for whoever missed it reads the store. A notice
/// that is owed is tried again until nginx takes it.
///
/// `@unchecked Sendable`: everything but `state` is immutable and itself Sendable, or used by the thread alone.
final class Publisher: @unchecked Sendable {
    private let socket: String
    private let reader: StoreReader
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    private struct State {
        var isClosed = false
        var pending = PendingNotices(limit: limit)
        var audience: [UserName: Bool] = [:]
        var published = 0
        var dropped = 0
    }

    /// How many events nginx took, and how many were dropped.
    struct Counts: Hashable, Sendable {
        var published: Int
        var dropped: Int
    }

    /// Notices that may wait, and owed ones that may be tried again.
    private static let limit = 16_384

    /// For so long nothing is tried after nginx did not answer.
    private static let outagePause: Duration = .milliseconds(250)

    /// - Parameters:
    ///   - socket: nginx's Unix socket for publishers.
    ///   - reader: where the jobs are read that events tell of.
    ///   - now: the wall clock.
    ///   - logger: told when an outage begins and ends.
    init(socket: String, reader: StoreReader, now: @escaping @Sendable () -> Timestamp, logger: Logger) {
        self.socket = socket
        self.reader = reader
        self.now = now
        self.logger = logger
    }

    /// Starts the thread.
    func start() {
        let thread = Thread { self.run() }
        thread.name = "publisher"
        thread.start()
    }

    /// Ends the thread when it has tried what is pending, or after a second.
    func close() {
        state.withLock { $0.isClosed = true }
        wake.signal()
        _ = ended.wait(timeout: .now() + 1)
    }

    /// Has `notices` published in this order, some time after this returns.
    func publish(_ notices: [Notice]) {
        state.withLock { state in for notice in notices { state.pending.append(notice) } }
        wake.signal()
    }

    /// The users of whom nginx has told since the last call whether somebody reads.
    func takeAudience() -> [UserName: Bool] {
        state.withLock { state in
            defer { state.audience = [:] }
            return state.audience
        }
    }

    var counts: Counts {
        state.withLock { Counts(published: $0.published, dropped: $0.dropped + $0.pending.dropped) }
    }

    private func run() {
        defer { ended.signal() }
        let connection = EventConnection(path: socket)
        var outage = Outage()
        var owed: Deque<Notice> = []
        while true {
            if owed.isEmpty {
                wake.wait()
            } else {
                _ = wake.wait(timeout: .now() + Self.outagePause / .seconds(1))
            }
            settle(&owed, connection, &outage)
            while let notice = state.withLock({ $0.pending.popFirst() }) {
                if !work(on: notice, connection, &outage), notice.isOwed { owed.append(notice) }
            }
            forget(oldestOf: &owed)
            if state.withLock({ $0.isClosed }) { return }
        }
    }

    /// Tries what is owed, oldest first, until nginx does not take one: its turn comes last then, for the next may be taken.
    private func settle(
        _ owed: inout Deque<Notice>, _ connection: borrowing EventConnection, _ outage: inout Outage
    ) {
        for _ in owed.indices {
            let notice = owed.removeFirst()
            guard work(on: notice, connection, &outage) else { return owed.append(notice) }
        }
    }

    /// So that an nginx which takes nothing, and yet brings requests that are parked, does not fill the memory.
    private func forget(oldestOf owed: inout Deque<Notice>) {
        let tooMany = max(0, owed.count - Self.limit)
        owed.removeFirst(tooMany)
        state.withLock { $0.dropped += tooMany }
    }

    /// - Returns: false when nginx did not take it; another try may.
    private func work(on notice: Notice, _ connection: borrowing EventConnection, _ outage: inout Outage)
        -> Bool
    {
        guard outage.mayTry(at: .now) else { return count(nil, of: notice) }
        guard let message = message(of: notice) else { return true }
        let outcome = connection.send(message)
        if let news = outage.note(outcome, at: .now, pause: Self.outagePause) {
            logger.log(level: news.level, "\(news.message)")
        }
        return count(outcome, of: notice)
    }

    private func count(_ outcome: EventConnection.Outcome?, of notice: Notice) -> Bool {
        state.withLock { state in
            guard case .published(let isRead) = outcome else {
                if !notice.isOwed { state.dropped += 1 }
                return false
            }
            state.published += 1
            if let user = notice.user { state.audience[user] = isRead }
            return true
        }
    }

    /// Nil for a job that is not there any more.
    private func message(of notice: Notice) -> EventMessage? {
        do {
            return try EventMessage(notice, now: now()) { id throws(StoreError) in
                guard let job = try reader.job(id, of: nil) else { return nil }
                return (job, try reader.attempts(of: id))
            }
        } catch {
            logger.error("an event is dropped: \(error)")
            state.withLock { $0.dropped += 1 }
            return nil
        }
    }
}

extension Notice {
    /// Whose channel it goes to; nil for one of its own.
    var user: UserName? {
        switch self {
        case .job(_, let user, _), .removed(_, let user), .queue(_, let user): user
        case .answer, .cutOff: nil
        }
    }

    /// Whether nobody finds out without it: a client would wait in vain, or go on reading what it may no longer.
    var isOwed: Bool {
        switch self {
        case .answer, .cutOff: true
        case .job, .removed, .queue: false
        }
    }
}
