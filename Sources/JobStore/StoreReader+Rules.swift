package import Jobs

/// Rules and what they bound.
extension StoreReader {
    /// The rules that count; nil where none were ever set.
    /// - Throws: `StoreError`.
    package func rules() throws(StoreError) -> StoredRules? {
        try reading { db in try RuleRows.rules(db) }
    }

    /// What the jobs of `user` have taken on a day, counted from 1970; nil when the user had none.
    /// - Throws: `StoreError`.
    package func use(of user: UserName, day: Int64) throws(StoreError) -> DayUse? {
        try reading { db in try RuleRows.use(of: user, day: day, db) }
    }
}
