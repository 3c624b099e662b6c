package import Jobs

/// Rules and what they bound, for a supervisor that starts.
extension StoreWriter {
    /// The rules that count; nil where none were ever set.
    /// - Throws: `StoreError`.
    package func rules() throws(StoreError) -> StoredRules? {
        try reading { db in try RuleRows.rules(db) }
    }

    /// What all users' jobs have taken on a day, counted from 1970.
    /// - Throws: `StoreError`.
    package func uses(day: Int64) throws(StoreError) -> [UserName: DayUse] {
        try reading { db in try RuleRows.uses(day: day, db) }
    }
}
