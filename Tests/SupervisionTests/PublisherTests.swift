import Foundation
import JobStore
import Jobs
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Supervision

@Suite struct PendingNoticesTests {
    private let ann = UserName("ann") ?? .guest

    private func id(_ number: Int) -> JobID { JobID(high: 1, low: UInt64(number)) }

    @Test func `What a later notice says too is said once`() {
        var pending = PendingNotices(limit: 10)
        pending.append(.job(id(1), of: ann, nil))
        pending.append(.job(id(2), of: ann, nil))
        let progress = JobProgress(stage: .decoding, fraction: 0.5)
        pending.append(.job(id(1), of: ann, progress))
        #expect(pending.popFirst() == .job(id(1), of: ann, progress))
        #expect(pending.popFirst() == .job(id(2), of: ann, nil))
        #expect(pending.popFirst() == nil)
        #expect(pending.dropped == 0)
    }

    @Test func `What finds no place is dropped and counted; a parked request always finds one`() {
        var pending = PendingNotices(limit: 3)
        for number in 0..<5 { pending.append(.job(id(number), of: ann, nil)) }
        pending.append(.removed(id(9), of: ann))
        pending.append(.answer(parked: id(7)))
        #expect(pending.dropped == 3)
        var left: [Notice] = []
        while let notice = pending.popFirst() { left.append(notice) }
        #expect(left.count == 4)
        #expect(left.last == .answer(parked: id(7)))
    }
}

@Suite struct OutageTests {
    @Test func `An outage is logged when it begins and when it ends, and meanwhile little is tried`() {
        var outage = Outage()
        let now = ContinuousClock.now
        #expect(outage.note(.published(isRead: true), at: now, pause: .seconds(1)) == nil)
        #expect(outage.note(.failed(0), at: now, pause: .seconds(1))?.level == .warning)
        #expect(!outage.mayTry(at: now + .milliseconds(999)))
        #expect(outage.mayTry(at: now + .seconds(1)))
        #expect(outage.note(.failed(0), at: now + .seconds(1), pause: .seconds(1)) == nil)
        #expect(outage.note(.published(isRead: false), at: now, pause: .seconds(1))?.level == .notice)
        #expect(outage.mayTry(at: now))
    }

    @Test func `An nginx that refuses one event is asked to take the next`() {
        var outage = Outage()
        #expect(outage.note(.failed(507), at: .now, pause: .seconds(1))?.level == .warning)
        #expect(outage.mayTry(at: .now))
    }
}

@Suite struct PublisherTests {
    private let job = JobID(high: 1, low: 1)
    private let ann = UserName("ann") ?? .guest

    /// A publisher, started, over a store with `job`.
    private func publisher(socket: String, _ folder: String) throws -> Publisher {
        let writer = try StoreWriter(path: "\(folder)/store")
        let submission = Submission(
            id: job, user: .guest, kind: .sleep, options: JobOptions(), image: nil,
            fileName: nil, submittedAt: Timestamp(milliseconds: 0))
        try writer.commit([.submit(submission)])
        let publisher = Publisher(
            socket: socket, reader: try StoreReader(path: "\(folder)/store"),
            now: { Timestamp(milliseconds: 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        publisher.start()
        return publisher
    }

    @Test func `Without nginx every event is dropped and counted, and nothing waits`() throws {
        try withTemporaryFolder { folder in
            let publisher = try publisher(socket: "\(folder)/none.sock", folder)
            for number in 1...20 {
                publisher.publish([
                    .removed(JobID(high: 2, low: UInt64(number)), of: .guest),
                    .answer(parked: JobID(high: 3, low: UInt64(number))),
                ])
            }
            publisher.publish([.job(job, of: .guest, nil)])
            #expect(eventually { publisher.counts.dropped == 21 })
            publisher.close()
            #expect(publisher.counts == .init(published: 0, dropped: 21))
            #expect(publisher.takeAudience().isEmpty)
        }
    }

    @Test func `What is owed to somebody is told once nginx takes it, and events of before are not`() throws {
        try withTemporaryFolder { folder in
            let publisher = try publisher(socket: "\(folder)/events.sock", folder)
            publisher.publish([.answer(parked: job), .cutOff(ann), .job(job, of: .guest, nil)])
            #expect(eventually { publisher.counts.dropped == 1 })

            let requests = Mutex(0)
            let nginx = try LocalServer(path: "\(folder)/events.sock") { _ in
                let number = requests.withLock { count in
                    count += 1
                    return count
                }
                return .response(status: number <= 2 ? 503 : 202, body: [])
            }
            defer { nginx.stop() }
            #expect(eventually { publisher.counts.published == 2 })
            publisher.close()
            let asked = nginx.received.map { "\($0.method) \($0.target)" }
            #expect(asked.count == 4)
            #expect(Set(asked) == ["POST /parked/\(job)", "DELETE /users/\(ann.channel)"])
            #expect(publisher.counts == .init(published: 2, dropped: 1))
        }
    }
}

@Suite struct EventMessageTests {
    private let now = Timestamp(milliseconds: 5000)
    private let job = Job(
        sequence: 1,
        submission: Submission(
            id: JobID(high: 1, low: 1), user: UserName("a.b@c") ?? .guest, kind: .sleep,
            options: JobOptions(), image: nil, fileName: nil, submittedAt: Timestamp(milliseconds: 0)),
        state: .pending)

    @Test func `A job's event is its document, on the channel of its user`() throws {
        let message = try #require(
            try EventMessage(.job(job.id, of: job.submission.user, nil), now: now) { _ in (job, []) })
        #expect(message.channel == "/users/612e624063")
        #expect(message.event == "job")
        let text = String(decoding: message.body, as: UTF8.self)
        #expect(text.contains(#""state":"pending""#) && text.contains(#""waited_ms":5000"#))
    }

    @Test func `A job that is there no more is not told of`() throws {
        #expect(try EventMessage(.job(job.id, of: .guest, nil), now: now) { _ in nil } == nil)
    }

    @Test func `No two users share a channel`() throws {
        let names = try ["a", "A", "a.", "61", "a@b", "a+b", "a-b"].map { try #require(UserName($0)) }
        #expect(Set(names.map(\.channel)).count == names.count)
    }
}
