import GRDB
import Jobs
import Testing

@testable import JobStore

@Suite struct KeyTests {
    private let digest = ContentDigest(bytes: 1...32)
    private let fingerprint = ContentDigest(bytes: 2...33)

    private func keyed(
        _ name: String? = nil, of user: UserName = .guest, asking: ContentDigest? = nil
    ) throws -> Submission {
        var new = submission(of: user)
        new.key = SubmissionKey(
            digest: try #require(digest), fingerprint: try #require(asking ?? fingerprint),
            clientID: name.flatMap { ClientJobID($0) })
        return new
    }

    @Test func `a job is found by its key, by its user alone, with all that the key holds`() throws {
        try withStore { writer, reader in
            let new = try keyed("nap-1")
            try writer.commit([.submit(new)])
            let key = try #require(digest)
            #expect(try reader.job(keyed: key, of: .guest)?.submission == new)
            #expect(try reader.job(keyed: key, of: try user("ann")) == nil)
            #expect(try reader.job(keyed: try #require(fingerprint), of: .guest) == nil)
        }
    }

    @Test func `a second submission with a key is left out, also within one batch`() throws {
        try withStore { writer, reader in
            let (first, second, third) = (try keyed(), try keyed(), try keyed())
            let result = try writer.commit([.submit(first), .submit(second)])
            #expect(result.replayed == [second.id] && result.repeated.isEmpty && result.mismatched.isEmpty)
            #expect(try writer.commit([.submit(third)]).replayed == [third.id])
            #expect(try reader.jobs(of: .guest, limit: 9, before: nil).map(\.id) == [first.id])
        }
    }

    @Test func `a second submission that asks for something else is a mismatch`() throws {
        try withStore { writer, _ in
            let (first, second) = (try keyed(), try keyed(asking: digest))
            let result = try writer.commit([.submit(first), .submit(second)])
            #expect(result.mismatched == [second.id] && result.replayed.isEmpty)
        }
    }

    @Test func `the same command again is no replay of another`() throws {
        try withStore { writer, _ in
            let new = try keyed()
            #expect(try writer.commit([.submit(new), .submit(new)]).repeated.isEmpty)
            let again = try writer.commit([.submit(new)])
            #expect(again.repeated == [new.id] && again.replayed.isEmpty && again.mismatched.isEmpty)
        }
    }

    @Test func `users do not share keys, and a deleted job gives its key back`() throws {
        try withStore { writer, reader in
            let (first, ann, later) = (try keyed(), try keyed(of: try user("ann")), try keyed())
            let result = try writer.commit([.submit(first), .submit(ann)])
            #expect(result == CommitResult())
            try writer.commit([.start(first.id), .complete(first.id), .delete(first.id, by: .guest)])
            #expect(try writer.commit([.submit(later)]) == CommitResult())
            #expect(try reader.job(keyed: try #require(digest), of: .guest)?.id == later.id)
        }
    }

    @Test func `a key is looked up by its index`() throws {
        try withStore { writer, _ in
            let key = [UInt8](repeating: 0, count: 32).description
            let plan = try writer.plan(of: "\(JobRows.selectSQL) \(JobRows.byKeySQL)", ["guest", key])
            #expect(plan.first == "SEARCH jobs USING INDEX jobs_by_key (user=? AND request_key=?)")
        }
    }
}
