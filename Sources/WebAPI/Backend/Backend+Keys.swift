import Jobs

/// Requests that were sent before.
extension Backend {
    /// The job that an earlier submission with the key of this one made; nil when there is none, or no key.
    /// - Throws: `Problem` with `.idempotencyMismatch` when that one asked for something else, or
    ///   `.serviceUnavailable`.
    func earlierJob(of submission: Submission) throws(Problem) -> Job? {
        guard let key = submission.key,
            let job = try jobs.job(keyed: key.digest, of: submission.user)
        else { return nil }
        guard job.submission.key?.fingerprint == key.fingerprint else { throw .mismatch }
        return job
    }
}

extension Problem {
    /// The key of a request was used for another one.
    static let mismatch = Problem(
        .idempotencyMismatch,
        "This key was used for a request that asked for something else. Send the same request again, or "
            + "another key.")

    /// No job can be called that.
    static let invalidJobID = Problem(
        .invalidID,
        "A job is named by its id, of the form 01234567-89ab-7cde-8f01-23456789abcd, or by the job_id that it "
            + "was submitted with.")

    /// The job's time is over.
    static let gone = Problem(
        .gone, "This job was removed with its files when its time was over. Submit the image anew.")

    /// There is no such job, or none for this user.
    static let unknownJob = Problem(
        .unknownJob, "You have no job with this id. Look at the list of jobs, and at the user you name.")
}
