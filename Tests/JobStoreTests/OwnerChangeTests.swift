import Jobs
import Testing

@testable import JobStore

/// Changes that an owner wishes for, and that find something or nothing.
@Suite struct OwnerChangeTests {
    private static let fault = Problem(.crashed, "It crashed.")

    private static func fail(_ id: JobID) -> StoreChange {
        .settle(id, .failed, at: noon, problem: fault, result: nil, attempt: attempt(1, .signal(11)))
    }

    @Test func aFailedJobIsPendingAgainAndItsAttemptsCountOn() throws {
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([.submit(submission(id)), .start(id), Self.fail(id)])
            let result = try writer.commit([.retry(id, by: .guest)])
            let job = try #require(try reader.job(id, of: nil))
            #expect(result == CommitResult(retried: [id: job]))
            #expect(job.state == .pending && job.attempts == 1)
            #expect(job.problem == nil && job.endedAt == nil && job.result == nil)
            #expect(try writer.unsettled().jobs.map(\.id) == [id])
            #expect(try reader.attempts(of: id).count == 1)
            try writer.commit([.start(id, 2)])
        }
    }

    @Test func aDelayedJobIsScheduledUntilItIsDueAndARetryForgetsTheDelay() throws {
        try withStore { writer, reader in
            var delayed = submission()
            delayed.dueAt = Timestamp(milliseconds: noon.milliseconds + 5000)
            try writer.commit([.submit(delayed)])
            #expect(try writer.unsettled().jobs.first?.state == .scheduled)
            #expect(try reader.job(delayed.id, of: nil)?.submission == delayed)
            #expect(storeError { try writer.commit([.start(delayed.id)]) }?.code == .illegalChange)
            try writer.commit([.becomeDue(delayed.id), .start(delayed.id), Self.fail(delayed.id)])
            try writer.commit([.retry(delayed.id, by: .guest)])
            let again = try #require(try reader.job(delayed.id, of: nil))
            #expect(again.state == .pending && again.submission.dueAt == nil)
            #expect(storeError { try writer.commit([.becomeDue(delayed.id)]) }?.code == .illegalChange)
        }
    }

    @Test func aPostponedJobIsScheduledAndRemembersItsAttempt() throws {
        try withStore { writer, reader in
            let id = newID()
            let due = Timestamp(milliseconds: noon.milliseconds + 400)
            try writer.commit([
                .submit(submission(id)), .start(id), .postpone(id, attempt(1, .signal(11)), until: due),
            ])
            let job = try #require(try writer.unsettled().jobs.first)
            #expect(job.state == .scheduled && job.submission.dueAt == due)
            #expect(try reader.attempts(of: id) == [attempt(1, .signal(11))])
            try writer.commit([.becomeDue(id), .start(id, 2)])
            #expect(try reader.job(id, of: nil)?.state == .processing)
        }
    }

    @Test func aCancelledJobIsPendingAgain() throws {
        try withStore { writer, reader in
            let id = newID()
            let cancel = StoreChange.settle(
                id, .cancelled, at: noon, problem: nil, result: nil, attempt: nil)
            try writer.commit([.submit(submission(id)), cancel, .retry(id, by: .guest)])
            #expect(try reader.job(id, of: nil)?.state == .pending)
        }
    }

    @Test func aRetryOfAnyOtherJobChangesNothing() throws {
        try withStore { writer, reader in
            let (pending, done, failed) = (newID(), newID(), newID())
            try writer.commit([
                .submit(submission(pending)), .submit(submission(done)), .start(done), .complete(done),
                .submit(submission(failed)), .start(failed), Self.fail(failed),
            ])
            let before = try [pending, done, failed].map { try reader.job($0, of: nil) }
            let thief = try user("thief")
            let result = try writer.commit([
                .retry(pending, by: .guest), .retry(done, by: .guest), .retry(newID(), by: .guest),
                .retry(failed, by: thief),
            ])
            #expect(result == CommitResult())
            #expect(try [pending, done, failed].map { try reader.job($0, of: nil) } == before)
        }
    }

    @Test func aDeletedJobGoesWithItsAttempts() throws {
        try withStore { writer, reader in
            let (id, other) = (newID(), newID())
            try writer.commit([
                .submit(submission(id)), .start(id), .complete(id), .submit(submission(other)),
            ])
            #expect(try writer.commit([.delete(id, by: .guest)]) == CommitResult(deleted: [id]))
            #expect(try reader.job(id, of: nil) == nil)
            #expect(try writer.integers("SELECT count(*) FROM attempts") == [0])
            #expect(try reader.job(other, of: nil) != nil)
            #expect(try writer.commit([.delete(id, by: .guest)]) == CommitResult())
        }
    }

    @Test func aJobThatHasNotEndedOrIsAnothersIsNotDeleted() throws {
        try withStore { writer, reader in
            let (pending, done) = (newID(), newID())
            try writer.commit([
                .submit(submission(pending)), .submit(submission(done)), .start(done), .complete(done),
            ])
            let result = try writer.commit([
                .delete(pending, by: .guest), .delete(done, by: try user("thief")),
            ])
            #expect(result == CommitResult())
            #expect(try reader.job(pending, of: nil) != nil)
            #expect(try reader.job(done, of: nil) != nil)
        }
    }
}
