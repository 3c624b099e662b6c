import Foundation
import GRDB
import Jobs
import TestSupport
import Testing

@testable import JobStore

let noon = Timestamp(milliseconds: 1_790_000_000_000)

/// The path of a store that is not there yet, in a temporary folder.
func withStorePath(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in try body("\(folder)/platen.sqlite") }
}

/// A new store, empty.
func withStore(_ body: (StoreWriter, StoreReader) throws -> Void) throws {
    try withStorePath { path in
        let writer = try StoreWriter(path: path)
        try body(writer, try StoreReader(path: path))
    }
}

func newID() -> JobID {
    var generator = SystemRandomNumberGenerator()
    return JobID(at: noon, using: &generator)
}

func user(_ text: String) throws -> UserName {
    try #require(UserName(text))
}

/// A plain submission of a new job.
func submission(_ id: JobID = newID(), of user: UserName = .guest) -> Submission {
    Submission(
        id: id, user: user, kind: .ocr, options: JobOptions(),
        image: InputImage(format: .png, bytes: 5, width: 6, height: 7),
        digest: ContentDigest(bytes: 0..<32), fileName: "scan.png",
        submittedAt: noon)
}

func attempt(_ number: Int, _ end: AttemptEnd = .completed) -> Attempt {
    Attempt(
        number: number, startedAt: Timestamp(milliseconds: noon.milliseconds + Int64(number)),
        endedAt: Timestamp(milliseconds: noon.milliseconds + Int64(number) + 500), end: end,
        cpuMilliseconds: 400,
        peakMemoryKiB: 90_000)
}

extension StoreChange {
    static func start(_ id: JobID, _ attempt: Int = 1) -> StoreChange {
        .start(id, attempt: attempt, at: noon)
    }

    static func complete(_ id: JobID) -> StoreChange {
        .settle(id, .completed, at: noon, problem: nil, result: JobResult(), attempt: attempt(1))
    }
}

/// The error that `body` throws; nil when it throws none. Any other kind of error is recorded.
func storeError(_ body: () throws -> Void) -> StoreError? {
    do {
        try body()
        return nil
    } catch let error as StoreError {
        return error
    } catch {
        Issue.record(error)
        return nil
    }
}

/// Runs SQL on a connection of its own, behind the writer's back.
func execute(_ sql: String, on path: String) throws {
    try DatabaseQueue(path: path).writeWithoutTransaction { db in try db.execute(sql: sql) }
}

/// SQL on the writer's own connection.
extension StoreWriter {
    func execute(_ sql: String) throws {
        try withConnection { db in try db.execute(sql: sql) }
    }

    func integers(_ sql: String) throws -> [Int] {
        try withConnection { db in try Int.fetchAll(db, sql: sql) }
    }

    func texts(_ sql: String) throws -> [String] {
        try withConnection { db in try String.fetchAll(db, sql: sql) }
    }

    /// How SQLite goes about a query.
    func plan(of sql: String, _ arguments: StatementArguments) throws -> [String] {
        try withConnection { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments).map { $0["detail"] }
        }
    }
}
