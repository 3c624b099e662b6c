import Foundation
import GRDB
import Jobs

/// What becomes of deliveries.
extension StoreChange {
    /// Makes the news of a job's end a delivery, due at once, where somebody is to be told.
    /// - Returns: how many it made.
    static func makeDelivery(
        of state: JobState, at time: Timestamp, job sequence: Int64, _ db: Database
    ) throws -> Int {
        let url = try String.fetchOne(db.cachedStatement(sql: webhookSQL), arguments: [sequence])
        guard let webhook = url.flatMap({ Webhook($0) }) else { return 0 }
        try db.cachedStatement(sql: makeDeliverySQL).execute(arguments: [
            sequence, webhook.host, state.rawValue, time.milliseconds,
        ])
        return 1
    }

    static func record(
        _ attempt: DeliveryTry, of delivery: Int64, next: Timestamp?, _ db: Database
    ) throws {
        let arguments: StatementArguments = [
            delivery, next?.milliseconds,
            attempt.failure == nil ? attempt.at.milliseconds + attempt.tookMilliseconds : nil,
        ]
        let number = try Int.fetchOne(db.cachedStatement(sql: endTrySQL), arguments: arguments)
        guard let number else { return }
        try db.cachedStatement(sql: recordTrySQL).execute(arguments: [
            delivery, number, attempt.at.milliseconds, attempt.tookMilliseconds, attempt.status,
            attempt.failure?.rawValue,
        ])
    }

    static func redeliver(
        _ id: JobID, _ delivery: Int64, by user: UserName, at time: Timestamp, _ db: Database
    ) throws {
        try db.cachedStatement(sql: redeliverSQL).execute(arguments: [
            delivery, time.milliseconds, Data(id.bytes), user.text,
        ])
    }

    private static let webhookSQL = "SELECT webhook FROM jobs WHERE sequence = ? AND webhook IS NOT NULL"

    private static let makeDeliverySQL = """
        INSERT INTO deliveries (job, host, state, ended_at, next_at) VALUES (?1, ?2, ?3, ?4, ?4)
        """

    private static let endTrySQL = """
        UPDATE deliveries SET tries = tries + 1, next_at = ?2, delivered_at = coalesce(?3, delivered_at)
        WHERE number = ?1 RETURNING tries
        """

    private static let recordTrySQL = """
        INSERT INTO delivery_tries (delivery, number, at, took_ms, status, failure) VALUES (?, ?, ?, ?, ?, ?)
        """

    private static let redeliverSQL = """
        UPDATE deliveries SET next_at = ?2
        WHERE number = ?1 AND job = (SELECT sequence FROM jobs WHERE id = ?3 AND user = ?4)
        """

    static let moveDeliveriesSQL = "UPDATE deliveries SET next_at = next_at + ? WHERE next_at IS NOT NULL"
}
