import Foundation
import GRDB
import Jobs

extension StoreChange {
    /// Carries the change out inside a transaction, which the caller rolls back when this throws.
    /// - Throws: `StoreError` with `.illegalChange`, or what the database says.
    /// - Returns: how many deliveries of webhooks it made.
    func carryOut(_ db: Database) throws -> Int {
        switch self {
        case .submit(let submission):
            try Self.submit(submission, db)
        case .becomeDue(let id):
            _ = try Self.update(id, Self.becomeDueSQL, [], "become due", db)
        case .start(let id, let attempt, let time):
            try Self.start(id, attempt, time, db)
        case .requeue(let id, let attempt):
            let sequence = try Self.requeue(id, db)
            try Self.record(attempt, of: sequence, db)
        case .postpone(let id, let attempt, let time):
            let sequence = try Self.update(id, Self.postponeSQL, [time.milliseconds], "postpone", db)
            try Self.record(attempt, of: sequence, db)
        case .retry(let id, let user):
            try db.cachedStatement(sql: Self.retrySQL).execute(arguments: [Data(id.bytes), user.text])
        case .delete(let id, let user):
            try db.cachedStatement(sql: Self.deleteSQL).execute(arguments: [Data(id.bytes), user.text])
        case .blame(let content, let end, let time):
            try db.cachedStatement(sql: Self.blameSQL).execute(arguments: [
                Data(content.digest.bytes), content.kind.rawValue, time.milliseconds, end.text,
            ])
        case .release(let digest):
            try db.cachedStatement(sql: Self.releaseSQL).execute(arguments: [Data(digest.bytes)])
        case .learn(let costs):
            for cost in costs { try Self.learn(cost, db) }
        case .moveTimes(let milliseconds):
            try db.execute(sql: Self.moveTimesSQL, arguments: [milliseconds])
            try db.execute(sql: Self.moveDeliveriesSQL, arguments: [milliseconds])
        case .expire(let id): try Self.expire(id, db)
        case .forget(let id):
            try db.cachedStatement(sql: Self.forgetSQL).execute(arguments: [Data(id.bytes)])
        case .recordTry(let delivery, let attempt, let next):
            try Self.record(attempt, of: delivery, next: next, db)
        case .redeliver(let id, let delivery, let user, let time):
            try Self.redeliver(id, delivery, by: user, at: time, db)
        case .keepRules(let rules): try RuleRows.keep(rules, db)
        case .recordUses(let day, let uses): try RuleRows.record(uses, day: day, db)
        case .account(let change): _ = try change.carryOut(db)
        case .settle(let id, let state, let time, let problem, let result, let attempt):
            let sequence = try Self.settle(
                id, as: state, [time.milliseconds] + Self.columns(problem, result), db)
            if let attempt { try Self.record(attempt, of: sequence, db) }
            return try Self.makeDelivery(of: state, at: time, job: sequence, db)
        }
        return 0
    }
}

/// A value as it is bound to a statement; nil is null.
private typealias Column = (any DatabaseValueConvertible)?

extension StoreChange {
    private static func submit(_ submission: Submission, _ db: Database) throws {
        let image = submission.image
        try db.cachedStatement(sql: submitSQL).execute(arguments: [
            Data(submission.id.bytes), submission.user.text, submission.kind.rawValue,
            try StoredJSON.text(of: submission.options), image?.format.rawValue, image?.bytes, image?.width,
            image?.height, submission.fileName, submission.submittedAt.milliseconds,
            submission.initialState.rawValue, submission.dueAt?.milliseconds,
            submission.digest.map { Data($0.bytes) }, submission.key.map { Data($0.digest.bytes) },
            submission.key.map { Data($0.fingerprint.bytes) }, submission.key?.clientID?.text,
            submission.deadlineAt?.milliseconds,
            image?.bytes ?? 0, submission.requestID.map { Data($0.bytes) }, submission.webhook?.url,
            submission.priority.value,
        ])
    }

    private static func learn(_ cost: LearnedCost, _ db: Database) throws {
        try db.cachedStatement(sql: learnSQL).execute(arguments: [
            cost.ofJobs.kind.rawValue, cost.ofJobs.size, cost.count, cost.centre, cost.spread,
        ])
    }

    private static func start(_ id: JobID, _ attempt: Int, _ time: Timestamp, _ db: Database) throws {
        _ = try update(id, startSQL, [attempt, time.milliseconds], "start attempt \(attempt)", db)
    }

    private static func requeue(_ id: JobID, _ db: Database) throws -> Int64 {
        try update(id, requeueSQL, [], "requeue", db)
    }

    private static func settle(
        _ id: JobID, as state: JobState, _ columns: [Column], _ db: Database
    ) throws -> Int64 {
        guard let sql = settleSQL[state] else {
            throw StoreError(.illegalChange, "job \(id) cannot end as \(state)")
        }
        return try update(id, sql, columns, "end as \(state)", db)
    }

    private static func expire(_ id: JobID, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: expireSQL)
        guard let user = try String.fetchOne(statement, arguments: [Data(id.bytes)]) else { return }
        try db.cachedStatement(sql: goneSQL).execute(arguments: [Data(id.bytes), user])
    }

    /// What the result files say they take; a processor said so, and nobody vouches for it: within bounds that no sum
    /// of jobs overflows.
    private static func volume(of result: JobResult?) -> Int64 {
        (result?.files ?? []).reduce(0) { sum, file in
            min(sum + min(max(0, file.bytes), largestVolume), largestVolume)
        }
    }

    /// 1 TiB.
    private static let largestVolume: Int64 = 1 << 40

    private static func columns(_ problem: Problem?, _ result: JobResult?) throws -> [Column] {
        [
            problem?.code.rawValue, problem?.detail, result?.value,
            try result.map { try StoredJSON.text(of: $0.files) },
            volume(of: result),
        ]
    }

    private static func record(_ attempt: Attempt, of sequence: Int64, _ db: Database) throws {
        do {
            try db.cachedStatement(sql: recordSQL).execute(arguments: [
                sequence, attempt.number, attempt.startedAt.milliseconds, attempt.endedAt.milliseconds,
                attempt.end.text, attempt.cpuMilliseconds, attempt.peakMemoryKiB,
                attempt.progress?.stage.rawValue, attempt.progress?.fraction,
            ])
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw StoreError(.illegalChange, "attempt \(attempt.number) is recorded twice: \(error)")
        }
    }

    /// Runs `sql`, which changes the job `id` where its state allows it.
    /// - Returns: the job's sequence.
    private static func update(
        _ id: JobID, _ sql: String, _ columns: [Column], _ wish: String, _ db: Database
    ) throws -> Int64 {
        let arguments = StatementArguments([Data(id.bytes)] + columns)
        guard let sequence = try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) else {
            throw try illegal(id, wish, db)
        }
        return sequence
    }

    private static func illegal(_ id: JobID, _ wish: String, _ db: Database) throws -> StoreError {
        guard let job = try JobRows.job(id, db) else {
            return StoreError(.illegalChange, "job \(id) is not there and cannot \(wish)")
        }
        return StoreError(
            .illegalChange, "job \(id), \(job.state) after \(job.attempts) attempts, cannot \(wish)")
    }
}

/// The statements. `?1` is the job's id.
extension StoreChange {
    private static let submitSQL = """
        INSERT INTO jobs (id, user, kind, options, image_format, image_bytes, image_width, image_height,
            file_name, submitted_at, state, due_at, digest, request_key, fingerprint, client_id, deadline_at,
            bytes, request_id, webhook, priority, attempts)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
        ON CONFLICT DO NOTHING
        """

    private static let becomeDueSQL = """
        UPDATE jobs SET state = '\(JobState.pending.rawValue)'
        WHERE id = ?1 AND \(isState(before: .becomeDue)) RETURNING sequence
        """

    private static let startSQL = """
        UPDATE jobs SET state = '\(JobState.processing.rawValue)', attempts = ?2, started_at = ?3
        WHERE id = ?1 AND attempts < ?2 AND \(isState(before: .start)) RETURNING sequence
        """

    private static let requeueSQL = """
        UPDATE jobs SET state = '\(JobState.pending.rawValue)'
        WHERE id = ?1 AND \(isState(before: .requeue)) RETURNING sequence
        """

    private static let postponeSQL = """
        UPDATE jobs SET state = '\(JobState.scheduled.rawValue)', due_at = ?2
        WHERE id = ?1 AND \(isState(before: .postpone)) RETURNING sequence
        """

    private static let retrySQL = """
        UPDATE jobs SET state = '\(JobState.pending.rawValue)', ended_at = NULL, problem_code = NULL,
            problem_detail = NULL, result = NULL, files = NULL, due_at = NULL, deadline_at = NULL,
            attempts_before = attempts
        WHERE id = ?1 AND user = ?2 AND \(isState(before: .retry))
        """

    private static let deleteSQL = "DELETE FROM jobs WHERE id = ?1 AND user = ?2 AND ended_at IS NOT NULL"

    private static let expireSQL = "DELETE FROM jobs WHERE id = ?1 AND ended_at IS NOT NULL RETURNING user"

    private static let goneSQL = "INSERT INTO gone (id, user) VALUES (?1, ?2) ON CONFLICT DO NOTHING"

    private static let forgetSQL = """
        DELETE FROM gone WHERE id IN (SELECT id FROM gone WHERE id <= ?1 ORDER BY id LIMIT 4096)
        """

    /// By the terminal state.
    private static let settleSQL = [
        JobState.completed: settleSQL(.completed, .complete),
        JobState.failed: settleSQL(.failed, .fail),
        JobState.cancelled: settleSQL(.cancelled, .cancel),
    ]

    private static func settleSQL(_ state: JobState, _ transition: JobTransition) -> String {
        """
        UPDATE jobs SET state = '\(state.rawValue)', ended_at = ?2, problem_code = ?3, problem_detail = ?4,
            result = ?5, files = ?6, bytes = coalesce(image_bytes, 0) + ?7
        WHERE id = ?1 AND \(isState(before: transition)) RETURNING sequence
        """
    }

    private static let recordSQL = """
        INSERT INTO attempts (job, number, started_at, ended_at, end, cpu_ms, peak_memory_kib, stage, progress)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    private static let blameSQL = """
        INSERT INTO quarantine (digest, kind, first_seen, deaths, last_end) VALUES (?1, ?2, ?3, 1, ?4)
        ON CONFLICT (digest, kind) DO UPDATE SET deaths = deaths + 1, last_end = excluded.last_end
        """

    private static let releaseSQL = "DELETE FROM quarantine WHERE digest = ?"

    private static let learnSQL = """
        INSERT INTO costs (kind, size, count, centre, spread) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (kind, size) DO UPDATE SET count = excluded.count, centre = excluded.centre,
            spread = excluded.spread
        """

    /// Finds its rows through the index of unsettled jobs.
    private static let moveTimesSQL = """
        UPDATE jobs SET due_at = due_at + ?1, deadline_at = deadline_at + ?1
        WHERE ended_at IS NULL AND (due_at IS NOT NULL OR deadline_at IS NOT NULL)
        """

    /// The condition that `transition` is legal.
    private static func isState(before transition: JobTransition) -> String {
        let states = JobState.allCases.filter { $0.next(transition) != nil }
        return "state IN (\(states.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"
    }
}
