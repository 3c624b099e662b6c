internal import Synchronization

/// A responder process's end of the ring. It attaches when it first sends, and again whenever the supervisor made
/// a new segment.
package final class CommandProducer: Sendable {
    /// How many threads of one process may send at the same time.
    package static let threads = CommandLayout.ticketsPerBlock
    /// The largest record, in bytes.
    package static let maximumRecordBytes = CommandLayout.recordBytes

    /// A thread's right to its ticket: two sends with the same number come one after the other.
    private final class Seat: Sendable {
        let lock = Mutex(())
    }

    private let follower: SegmentFollower<CommandSegment>
    private let block: TicketBlock
    private let seats: [Seat]
    private let onStep: (@Sendable (SendStep) -> Void)?

    /// - Parameters:
    ///   - instance: tells the segments of several services on one machine apart.
    ///   - doorbellPath: the FIFO that the supervisor listens to.
    ///   - ticketLockPath: a file that all responders of the instance share; made where absent.
    ///   - onStep: called on the sending thread at each step of a send; for tests.
    package init(
        instance: String, doorbellPath: String, ticketLockPath: String,
        onStep: (@Sendable (SendStep) -> Void)? = nil
    ) {
        follower = SegmentFollower { () throws(SharedMemoryError) in
            try CommandSegment.attach(instance: instance, doorbellPath: doorbellPath)
        }
        block = TicketBlock(path: ticketLockPath)
        seats = (0..<Self.threads).map { _ in Seat() }
        self.onStep = onStep
    }

    /// Sends the record and blocks until the verdict or the end of `timeout`. `thread` is the calling thread's own
    /// number, from 0 up to `threads`. If the segment is retired or
    /// replaced meanwhile, the same record is sent again on the new one, though the old supervisor may have carried
    /// it out: so a command carried out twice must do no more than once.
    /// - Precondition: the record has at most `maximumRecordBytes`.
    package func send(_ record: [UInt8], thread: Int, timeout: Duration) -> SendOutcome {
        precondition(record.count <= Self.maximumRecordBytes, "record of \(record.count) bytes")
        let deadline = MonotonicTime.now() + timeout
        return seats[thread].lock.withLock { _ in deliver(record, thread: thread, deadline: deadline) }
    }

    /// How long ago the supervisor last said that it lives; nil when there is no segment.
    package func consumerBeat() -> Duration? {
        let now = MonotonicTime.now()
        guard let content = follower.current(at: now) else { return nil }
        return max(.zero, now - content.segment.header.beat)
    }

    /// How full the ring is; nil when there is no segment.
    package func use() -> RingUse? {
        guard let content = follower.current(at: MonotonicTime.now()) else { return nil }
        return RingUse(commands: content.ring.shownOccupancy, slots: content.ring.layout.slots)
    }

    /// Why sending is not possible, as of the last try; nil when it is. For the log.
    package var problem: SharedMemoryError? { block.problem ?? follower.problem }

    private func deliver(_ record: [UInt8], thread: Int, deadline: Duration) -> SendOutcome {
        var wasTaken = false
        repeat {
            switch attempt(record, thread: thread, deadline: deadline) {
            case .verdict(let verdict, let answer):
                return .verdict(verdict, answer: answer, wasTakenBefore: wasTaken)
            case .none(let taken): wasTaken = wasTaken || taken
            }
        } while MonotonicTime.now() < deadline
        return wasTaken ? .unknown : .unavailable
    }

    private func attempt(_ record: [UInt8], thread: Int, deadline: Duration) -> Delivery.End {
        let now = MonotonicTime.now()
        guard let first = block.firstTicket(), let segment = follower.current(at: now) else {
            MonotonicTime.pause(min(.milliseconds(5), deadline - now))
            return .none(wasTaken: false)
        }
        let delivery = Delivery(
            segment: segment, ticket: first + thread, deadline: deadline,
            isCurrent: { [follower] now in follower.current(at: now) === segment }, onStep: onStep)
        return delivery.run(record)
    }
}
