import Documents
import Foundation
import JobStore
import Jobs
import Logging
import Synchronization

/// Publishes events through nginx, on a thread of its own. The event loop hands it notices and never waits for it: what
/// nginx does not take, or what is too much, is dropped and counted, for whoever missed it reads the store.
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
        var pending = PendingNotices(limit: 16_384)
        var audience: [UserName: Bool] = [:]
        var published = 0
        var dropped = 0
    }

    /// How many events nginx took, and how many were dropped.
    struct Counts: Hashable, Sendable {
        var published: Int
        var dropped: Int
    }

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
        while true {
            wake.wait()
            while let notice = state.withLock({ $0.pending.popFirst() }) {
                work(on: notice, connection, &outage)
            }
            if state.withLock({ $0.isClosed }) { return }
        }
    }

    private func work(on notice: Notice, _ connection: borrowing EventConnection, _ outage: inout Outage) {
        guard outage.mayTry(at: .now) else { return count(nil, of: notice) }
        guard let message = message(of: notice) else { return }
        let outcome = connection.send(message)
        count(outcome, of: notice)
        guard let news = outage.note(outcome, at: .now, pause: Self.outagePause) else { return }
        logger.log(level: news.level, "\(news.message)")
    }

    private func count(_ outcome: EventConnection.Outcome?, of notice: Notice) {
        state.withLock { state in
            guard case .published(let isRead) = outcome else { return state.dropped += 1 }
            state.published += 1
            if let user = notice.user { state.audience[user] = isRead }
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
            count(nil, of: notice)
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
}
