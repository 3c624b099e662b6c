import Documents
import JobStore
import Jobs

/// A notice in the form in which nginx passes it on.
struct EventMessage: Hashable {
    /// The path of the channel.
    let channel: String
    /// The event's name; empty for what no client sees.
    let event: String
    let body: [UInt8]
    /// Whether nothing is told, and the channel's streams end.
    let endsStreams: Bool

    /// - Parameters:
    ///   - notice: what is to be told.
    ///   - now: the wall clock, for times that go on.
    ///   - find: reads a job with its ended attempts; nil when it is there no more, and then nothing is told.
    /// - Throws: `StoreError` of `find`, and `Problem` when the document cannot be encoded.
    init?(
        _ notice: Notice, now: Timestamp,
        find: (JobID) throws(StoreError) -> (job: Job, attempts: [Attempt])?
    ) throws {
        switch notice {
        case .job(let id, let user, let progress):
            guard let (job, attempts) = try find(id) else { return nil }
            let document = JobDocument(job, now: now, progress: progress, attemptLog: attempts)
            self.init(user, "job", try JSON.bytes(of: document))
        case .removed(let id, let user):
            self.init(user, "removed", try JSON.bytes(of: RemovedDocument(id)))
        case .queue(let overview, let user):
            self.init(user, "queue", try JSON.bytes(of: QueueDocument(overview)))
        case .cutOff(let user):
            self.init(channel: "/users/\(user.channel)", event: "", body: [], endsStreams: true)
        case .answer(let request):
            self.init(
                channel: "/parked/\(request)", event: "", body: Array("{}".utf8))
        }
    }

    private init(channel: String, event: String, body: [UInt8], endsStreams: Bool = false) {
        (self.channel, self.event, self.body) = (channel, event, body)
        self.endsStreams = endsStreams
    }

    private init(_ user: UserName, _ event: String, _ body: [UInt8]) {
        self.init(channel: "/users/\(user.channel)", event: event, body: body)
    }
}

extension QueueDocument {
    /// The document of `overview`.
    init(_ overview: QueueOverview) {
        self.init(
            waiting: overview.waiting, running: overview.running,
            jobs: overview.jobs.map { entry in
                Entry(
                    id: entry.id, state: entry.state, position: entry.position,
                    ownPosition: entry.ownPosition, start: entry.start,
                    waited: entry.waitedMilliseconds, spent: entry.spentMilliseconds)
            }, more: overview.more)
    }
}
