import Foundation
import JobStore
import Jobs
import Logging
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
    @Test func `Without nginx every event is dropped and counted, and nothing waits`() throws {
        try withTemporaryFolder { folder in
            let writer = try StoreWriter(path: "\(folder)/store")
            let submission = Submission(
                id: JobID(high: 1, low: 1), user: .guest, kind: .sleep, options: JobOptions(), image: nil,
                fileName: nil, submittedAt: Timestamp(milliseconds: 0))
            try writer.commit([.submit(submission)])
            let publisher = Publisher(
                socket: "\(folder)/none.sock", reader: try StoreReader(path: "\(folder)/store"),
                now: { Timestamp(milliseconds: 0) },
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            publisher.start()
            for number in 1...20 {
                publisher.publish([
                    .job(submission.id, of: .guest, nil),
                    .answer(parked: JobID(high: 2, low: UInt64(number))),
                ])
            }
            publisher.close()
            #expect(publisher.counts.published == 0)
            #expect(publisher.counts.dropped >= 21)
            #expect(publisher.takeAudience().isEmpty)
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
