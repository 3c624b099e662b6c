import Jobs

/// Jobs as the store remembers them. Every method throws `.serviceUnavailable` when it cannot be read.
protocol JobReading: Sendable {
    /// Nil when there is none.
    func job(_ id: JobID) throws(Problem) -> Job?
    /// The job that `user` submitted with the key; nil when there is none.
    func job(keyed key: ContentDigest, of user: UserName) throws(Problem) -> Job?
    /// Whether the job was there and is gone because its time was over. Nothing is said of one that was another's than
    /// `user`'s; nil stands for any.
    func isGone(_ id: JobID, of user: UserName?) throws(Problem) -> Bool
    /// The ended attempts, oldest first.
    func attempts(of id: JobID) throws(Problem) -> [Attempt]
    /// The deliveries of the job's webhook, oldest first.
    func deliveries(of id: JobID) throws(Problem) -> [Delivery]
    /// The tries of a delivery, first to last.
    func tries(of delivery: Int64) throws(Problem) -> [DeliveryTry]
    /// Newest first; `sequence` leaves out that job and those accepted after it.
    func jobs(
        of user: UserName, limit: Int, before sequence: Int64?, matching filter: JobFilter
    ) throws(Problem) -> [Job]
    /// The jobs of all users that failed since `moment`, by code; the most frequent first.
    func failures(since moment: Timestamp) throws(Problem) -> [FailureCount]
    /// What surrounds the words in the texts of the user's jobs, by the jobs' sequences.
    func excerpts(of sequences: [Int64], words: [String], user: UserName) throws(Problem) -> [Int64: Excerpt]
}
