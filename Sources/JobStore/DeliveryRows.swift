import Foundation
import GRDB
import Jobs

/// The queries of webhooks.
enum DeliveryRows {
    static func hosts(_ db: Database) throws -> [DeliveryHost] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: hostsSQL))
        var hosts: [DeliveryHost] = []
        while let row = try rows.next() {
            hosts.append(DeliveryHost(name: row[0], nextAt: Timestamp(milliseconds: row[1])))
        }
        return hosts
    }

    static func due(of host: String, at time: Timestamp, limit: Int, _ db: Database) throws -> [Delivery] {
        try deliveries(db, dueSQL, [host, time.milliseconds, limit])
    }

    static func deliveries(of id: JobID, _ db: Database) throws -> [Delivery] {
        try deliveries(db, "WHERE jobs.id = ? ORDER BY deliveries.number", [Data(id.bytes)])
    }

    static func tries(of delivery: Int64, _ db: Database) throws -> [DeliveryTry] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: triesSQL), arguments: [delivery])
        var tries: [DeliveryTry] = []
        while let row = try rows.next() {
            let failure: String? = row[3]
            tries.append(
                DeliveryTry(
                    at: Timestamp(milliseconds: row[0]), tookMilliseconds: row[1], status: row[2],
                    failure: failure.map { DeliveryFailure(rawValue: $0) ?? .malformed }))
        }
        return tries
    }

    private static func deliveries(
        _ db: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [Delivery] {
        let statement = try db.cachedStatement(sql: "\(selectSQL) \(condition)")
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        var deliveries: [Delivery] = []
        while let row = try rows.next() { deliveries.append(try Delivery(row: row)) }
        return deliveries
    }

    private static let selectSQL = """
        SELECT deliveries.number, jobs.id, jobs.webhook, deliveries.state, deliveries.ended_at, tries, next_at,
            delivered_at
        FROM deliveries JOIN jobs ON jobs.sequence = deliveries.job
        """

    static let dueSQL = "WHERE host = ? AND next_at <= ? ORDER BY next_at LIMIT ?"

    /// From host to host: each step is one look at the index, however many deliveries a host has.
    static let hostsSQL = """
        WITH RECURSIVE hosts (host) AS (
            SELECT (SELECT host FROM deliveries INDEXED BY deliveries_due WHERE next_at IS NOT NULL
                ORDER BY host LIMIT 1)
            UNION ALL
            SELECT (SELECT host FROM deliveries INDEXED BY deliveries_due
                WHERE next_at IS NOT NULL AND host > hosts.host ORDER BY host LIMIT 1)
            FROM hosts WHERE hosts.host IS NOT NULL
        )
        SELECT host, (SELECT next_at FROM deliveries INDEXED BY deliveries_due
            WHERE next_at IS NOT NULL AND deliveries.host = hosts.host ORDER BY next_at LIMIT 1) AS first
        FROM hosts WHERE host IS NOT NULL ORDER BY first
        """

    private static let triesSQL = """
        SELECT at, took_ms, status, failure FROM delivery_tries WHERE delivery = ? ORDER BY number
        """
}

extension Delivery {
    /// The delivery of a row in the order of columns of `DeliveryRows`.
    /// - Throws: `StoreError` with `.malformedRow`.
    fileprivate init(row: Row) throws {
        self.init(
            number: row[0], job: try row.jobID(1), webhook: try row.text(2) { Webhook($0) },
            state: try row.text(3) { JobState(rawValue: $0) }, endedAt: Timestamp(milliseconds: row[4]),
            tries: row[5], nextAt: row.time(6), deliveredAt: row.time(7))
    }
}
