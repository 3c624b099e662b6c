import Jobs
import JobStore

/// Jobs whose time is over.
extension SupervisorState {
    /// Jobs that one batch removes at most, so that others do not wait for it.
    package static var expiryLimit: Int { 256 }

    /// Has the ended ones of `ids` removed. One that its owner has started again stays.
    mutating func expire(_ ids: [JobID]) {
        for id in ids where jobs[id] == nil {
            batches.append(.expire(id))
            isExpiring = true
        }
    }

    /// The same for a command, whose ticket waits for all of them.
    mutating func expire(_ ids: [JobID], _ ticket: Ticket) {
        let ended = ids.filter { jobs[$0] == nil }
        guard let last = ended.last else { return actions.append(.answer(ticket, .accepted)) }
        for id in ended.dropLast() { batches.append(.expire(id)) }
        batches.append(.expire(last), for: [ticket])
    }

    /// What follows from the removals of a durable batch.
    mutating func finishExpiry(_ batch: Batches<Ticket>.Batch, _ result: CommitResult) {
        for id in result.expired { actions.append(.removeFiles(id)) }
        if isExpiring, batch.changes.contains(where: \.isExpiry) { isExpiring = false }
    }
}

extension StoreChange {
    fileprivate var isExpiry: Bool { if case .expire = self { true } else { false } }
}
