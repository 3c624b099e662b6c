import Foundation
import Jobs
import Testing

@testable import JobStore

/// What the store remembers of attempts, deadlines and content beside the state of a job.
@Suite struct JobLifeTests {
    private static let content = ContentDigest(bytes: 0..<32).map { Content(digest: $0, kind: .ocr) }

    @Test func `A deadline is kept, and forgotten by a retry`() throws {
        try withStore { writer, reader in
            var job = submission()
            job.deadlineAt = Timestamp(milliseconds: noon.milliseconds + 5000)
            try writer.commit([.submit(job)])
            #expect(try writer.unsettled().jobs.first?.submission.deadlineAt == job.deadlineAt)
            try writer.commit([
                .settle(job.id, .cancelled, at: noon, problem: nil, result: nil, attempt: nil),
                .retry(job.id, by: .guest),
            ])
            #expect(try reader.job(job.id, of: nil)?.submission.deadlineAt == nil)
        }
    }

    @Test func `A scheduled job can fail`() throws {
        try withStore { writer, reader in
            var job = submission()
            job.dueAt = Timestamp(milliseconds: noon.milliseconds + 5000)
            let problem = Problem(.deadlinePassed, "Too late.")
            try writer.commit([
                .submit(job),
                .settle(job.id, .failed, at: noon, problem: problem, result: nil, attempt: nil),
            ])
            #expect(try reader.job(job.id, of: nil)?.problem == problem)
        }
    }

    @Test func `Unsettled jobs come with how their attempts ended since the last retry`() throws {
        try withStore { writer, _ in
            let id = newID()
            try writer.commit([
                .submit(submission(id)), .submit(submission()),
                .start(id), .requeue(id, attempt(1, .signal(11))),
                .start(id, 2), .requeue(id, attempt(2, .lost)),
                .start(id, 3), .requeue(id, attempt(3, .lost)),
            ])
            let tallies = try writer.unsettled().jobs.map(\.tally)
            #expect(try writer.unsettledCount() == 2)
            #expect(tallies.map(\.crashes) == [1, 0])
            #expect(tallies.map(\.losses) == [2, 0])
            try writer.commit([
                .settle(id, .cancelled, at: noon, problem: nil, result: nil, attempt: nil),
                .retry(id, by: .guest), .start(id, 4), .requeue(id, attempt(4, .signal(9))),
            ])
            let again = try #require(try writer.unsettled().jobs.first?.tally)
            #expect(try writer.unsettledCount() == 2)
            try writer.commit([.settle(id, .cancelled, at: noon, problem: nil, result: nil, attempt: nil)])
            #expect(try writer.unsettledCount() == 1)
            #expect((again.crashes, again.losses, again.kills) == (0, 0, 1))
        }
    }

    @Test func `The progress of an attempt is kept`() throws {
        try withStore { writer, reader in
            let id = newID()
            var stopped = attempt(1, .limit(.stallLimit))
            stopped.progress = JobProgress(stage: .recognising, fraction: 0.25)
            try writer.commit([.submit(submission(id)), .start(id), .requeue(id, stopped)])
            #expect(try reader.attempts(of: id) == [stopped])
        }
    }

    @Test func `Times to come move with the clock, those of ended jobs stay`() throws {
        try withStore { writer, reader in
            var (waiting, ended) = (submission(), submission())
            waiting.dueAt = noon
            waiting.deadlineAt = Timestamp(milliseconds: noon.milliseconds + 7)
            ended.dueAt = noon
            let plain = submission()
            try writer.commit([
                .submit(waiting), .submit(ended), .submit(plain),
                .settle(ended.id, .cancelled, at: noon, problem: nil, result: nil, attempt: nil),
                .moveTimes(milliseconds: -3000),
            ])
            let moved = try reader.job(waiting.id, of: nil)?.submission
            #expect(moved?.dueAt?.milliseconds == noon.milliseconds - 3000)
            #expect(moved?.deadlineAt?.milliseconds == noon.milliseconds - 2993)
            #expect(try reader.job(ended.id, of: nil)?.submission.dueAt == noon)
            #expect(try reader.job(plain.id, of: nil)?.submission == plain)
        }
    }

    @Test func `Deaths by one content are counted, outlive the writer and are forgotten on release`() throws {
        try withStorePath { path in
            let content = try #require(Self.content)
            let later = Timestamp(milliseconds: noon.milliseconds + 9)
            try StoreWriter(path: path).commit([
                .blame(content, .signal(11), at: noon), .blame(content, .exit(3), at: later),
                .blame(Content(digest: content.digest, kind: .mirror), .signal(6), at: later),
            ])
            let writer = try StoreWriter(path: path)
            let records = try StoreReader(path: path).quarantine()
            #expect(try writer.quarantine() == records)
            #expect(
                records.first
                    == QuarantineRecord(content: content, firstSeen: noon, deaths: 2, lastEnd: .exit(3)))
            #expect(records.map(\.isQuarantined) == [true, false])
            try writer.commit([.release(content.digest)])
            #expect(try writer.quarantine() == [])
        }
    }

    @Test func `A row that cannot be read keeps neither the others nor the start`() throws {
        try withStore { writer, reader in
            let ids = (0..<6).map { _ in newID() }
            try writer.commit(ids.map { .submit(submission($0)) })
            try writer.execute("UPDATE jobs SET kind = 'telepathy' WHERE sequence IN (3, 4)")
            let unsettled = try writer.unsettled()
            let readable = [ids[0], ids[1], ids[4], ids[5]]
            #expect(unsettled.jobs.map(\.id) == readable)
            #expect(unsettled.unreadable.count == 2)
            #expect(unsettled.unreadable.allSatisfy { $0.contains("telepathy") })
            #expect(try reader.jobs(of: .guest, limit: 10, before: nil).map(\.id) == readable.reversed())
            #expect(
                try reader.jobs(of: .guest, limit: 3, before: nil).map(\.id)
                    == readable.suffix(3).reversed())
            #expect(storeError { _ = try reader.job(ids[2], of: nil) }?.code == .malformedRow)
        }
    }
}
