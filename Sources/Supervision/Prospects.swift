import Jobs

/// When those that work on jobs will probably be free.
struct Prospects: Sendable {
    /// Of several that work alike: processors, or errands.
    struct Workers: Sendable {
        /// Seconds until each is free, in rising order; 0 for one without a job.
        var free: [Double]
        /// The same of those that work on jobs of a user.
        var ofUser: [UserName: [Double]]

        /// - Parameters:
        ///   - busy: whose job each works on, and for how many seconds it probably will yet.
        ///   - count: how many work at once.
        init(_ busy: [(user: UserName, seconds: Double)], of count: Int) {
            let idle = [Double](repeating: 0, count: max(0, count - busy.count))
            free = idle + busy.map(\.seconds).sorted()
            ofUser = Dictionary(grouping: busy, by: \.user).mapValues { $0.map(\.seconds) }
        }
    }

    var processors: Workers
    var errands: Workers
}
