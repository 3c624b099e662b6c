import Jobs

/// Rules, and what users' jobs have taken of what they grant. Every method throws `.serviceUnavailable` when that cannot
/// be read.
protocol RulesReading: Sendable {
    /// Those that count now.
    func rules() throws(Problem) -> Rules
    /// What the user's jobs of a day, counted from 1970, have taken.
    func use(of user: UserName, day: Int64) throws(Problem) -> DayUse
}
