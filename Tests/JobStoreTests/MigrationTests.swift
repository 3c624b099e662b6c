import Foundation
import GRDB
import Jobs
import Testing

@testable import JobStore

@Suite struct MigrationTests {
    @Test func aStoreFromBeforeDueTimesKeepsItsJobs() throws {
        try withStorePath { path in
            let id = newID()
            let old = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(old, upTo: "1 jobs and attempts")
            try old.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO jobs (id, user, kind, options, submitted_at, state, attempts)
                        VALUES (?, 'ann', 'sleep', '{}', 5, 'pending', 0)
                        """, arguments: [Data(id.bytes)])
            }
            try old.close()
            let job = try #require(try StoreWriter(path: path).unsettled().jobs.first)
            #expect(job.id == id && job.state == .pending && job.submission.dueAt == nil)
        }
    }
}
