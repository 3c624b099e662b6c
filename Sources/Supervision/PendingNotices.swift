import DequeModule
import Jobs

/// Notices that wait for the publisher, oldest first and no more than so many. What a later notice says too is said
/// once, in the earlier one's place.
struct PendingNotices: Sendable {
    private var order: Deque<Place> = []
    /// Jobs that have changed, with how far they are.
    private var jobs: [JobID: (user: UserName, progress: JobProgress?)] = [:]
    /// Users whose place in the queue is to be told.
    private var overviews: [UserName: QueueOverview] = [:]
    private let limit: Int
    /// How many notices found no place.
    private(set) var dropped = 0

    private enum Place: Sendable {
        case job(JobID)
        case queue(UserName)
        case other(Notice)
    }

    init(limit: Int) {
        self.limit = limit
    }

    var isEmpty: Bool { order.isEmpty }

    /// A parked request is always told, and streams that must end always end: each stands for a connection or a sign-out,
    /// and there are not so many.
    mutating func append(_ notice: Notice) {
        switch notice {
        case .job(let id, let user, let progress):
            guard jobs[id] != nil || hasRoom() else { return }
            if jobs.updateValue((user, progress), forKey: id) == nil { order.append(.job(id)) }
        case .queue(let overview, let user):
            guard overviews[user] != nil || hasRoom() else { return }
            if overviews.updateValue(overview, forKey: user) == nil { order.append(.queue(user)) }
        case .removed:
            if hasRoom() { order.append(.other(notice)) }
        case .answer, .cutOff: order.append(.other(notice))
        }
    }

    /// Takes the oldest.
    mutating func popFirst() -> Notice? {
        switch order.popFirst() {
        case nil: return nil
        case .other(let notice): return notice
        case .job(let id): return jobs.removeValue(forKey: id).map { .job(id, of: $0.user, $0.progress) }
        case .queue(let user): return overviews.removeValue(forKey: user).map { .queue($0, of: user) }
        }
    }

    private mutating func hasRoom() -> Bool {
        guard order.count >= limit else { return true }
        dropped += 1
        return false
    }
}
