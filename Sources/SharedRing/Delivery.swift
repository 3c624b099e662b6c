/// One record's way through one segment, on the producer's side.
struct Delivery {
    /// How it ended.
    enum End: Equatable {
        case verdict(UInt32, answer: [UInt8])
        /// Without one: the time is over, or the segment is.
        case none(wasTaken: Bool)
    }

    let segment: CommandSegment
    let ticket: Int
    let deadline: Duration
    /// Whether the segment is still the one to use.
    let isCurrent: (_ now: Duration) -> Bool
    let onStep: (@Sendable (SendStep) -> Void)?

    private var tickets: TicketTable { segment.tickets }

    /// Sends the record and waits for the verdict.
    func run(_ record: [UInt8]) -> End {
        guard let generation = tickets.fill(ticket, with: record) else { return .none(wasTaken: false) }
        onStep?(.filled)
        guard publish(generation) else { return takeBack(generation) }
        onStep?(.published)
        segment.sleep.ring(segment.doorbell)
        onStep?(.rung)
        return awaitVerdict(generation)
    }

    /// Claims and publishes until it succeeds; false when time or segment end first. It tries at least once.
    private func publish(_ generation: UInt32) -> Bool {
        while true {
            let position = segment.ring.claim()
            if let position {
                onStep?(.claimed)
                if segment.ring.publish(ticket: ticket, generation: generation, at: position) { return true }
            }
            guard mayGoOn(MonotonicTime.now()) else { return false }
            if position == nil { waitForRoom() }
        }
    }

    /// The ring may be full of claims whose producers died before they rang: then nobody else wakes the consumer.
    private func waitForRoom() {
        segment.sleep.ring(segment.doorbell)
        MonotonicTime.pause(.milliseconds(1))
    }

    private func awaitVerdict(_ generation: UInt32) -> End {
        while true {
            let state = tickets.state(ticket)
            if let end = end(state, generation) { return end }
            let now = MonotonicTime.now()
            guard mayGoOn(now) else { return takeBack(generation) }
            let limit = min(deadline - now, SegmentFollower<CommandSegment>.lookInterval)
            tickets.wait(ticket, while: state, for: limit)
        }
    }

    /// What the state says about the end; nil while there is reason to wait.
    private func end(_ state: TicketState, _ generation: UInt32) -> End? {
        guard state.generation == generation else { return .some(.none(wasTaken: true)) }
        if state.phase == .answered {
            return .verdict(tickets.verdict(ticket), answer: tickets.answer(ticket))
        }
        return state.isRetired ? .some(.none(wasTaken: state.phase == .taken)) : nil
    }

    private func takeBack(_ generation: UInt32) -> End {
        if tickets.withdraw(ticket, generation: generation) { return .none(wasTaken: false) }
        return end(tickets.state(ticket), generation) ?? .none(wasTaken: true)
    }

    private func mayGoOn(_ now: Duration) -> Bool {
        now < deadline && isCurrent(now)
    }
}
