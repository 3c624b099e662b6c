package import Jobs

/// What webhooks are told, and were.
extension StoreReader {
    /// The hosts with deliveries to be made, those whose turn comes first, first.
    /// - Throws: `StoreError`.
    /// - Complexity: O(hosts · log deliveries).
    package func deliveryHosts() throws(StoreError) -> [DeliveryHost] {
        try reading { db in try DeliveryRows.hosts(db) }
    }

    /// At most `limit` deliveries to the host that are due at `time`, the longest due first.
    /// - Throws: `StoreError`.
    package func dueDeliveries(
        to host: String, at time: Timestamp, limit: Int
    ) throws(StoreError) -> [Delivery] {
        try reading { db in try DeliveryRows.due(of: host, at: time, limit: limit, db) }
    }

    /// The deliveries of a job, oldest first.
    /// - Throws: `StoreError`.
    package func deliveries(of id: JobID) throws(StoreError) -> [Delivery] {
        try reading { db in try DeliveryRows.deliveries(of: id, db) }
    }

    /// The tries of a delivery, first to last.
    /// - Throws: `StoreError`.
    package func tries(of delivery: Int64) throws(StoreError) -> [DeliveryTry] {
        try reading { db in try DeliveryRows.tries(of: delivery, db) }
    }
}
