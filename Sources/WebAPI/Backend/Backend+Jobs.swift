import Jobs

/// Jobs that requests name.
extension Backend {
    /// The job that `text`, from a path, names, if the caller may see it: by its id, else by the name that its user gave
    /// it. Another's is as good as none.
    /// - Throws: `Problem` with `.unknownJob`, `.gone`, `.invalidID` or `.invalidUser`.
    func job(_ text: String, for request: Request) throws(Problem) -> Job {
        let id = JobID(text)
        if let id, let job = try jobs.job(id) {
            guard request.caller.maySee(job.submission.user) else { throw .unknownJob }
            return job
        }
        let name = ClientJobID(stored: text)
        if let name, let digest = RequestKey.jobID(name).digest(image: 1),
            let job = try jobs.job(keyed: digest, of: try request.user())
        {
            return job
        }
        guard id != nil || name != nil else { throw .invalidJobID }
        if let id, try isGone(id, for: request.caller) { throw .gone }
        throw .unknownJob
    }

    /// The same, if the caller may change it.
    /// - Throws: `Problem` with `.unknownJob`, `.gone`, `.invalidID` or `.invalidUser`.
    func ownJob(_ text: String, for request: Request) throws(Problem) -> Job {
        let user = try request.user()
        let job = try job(text, for: request)
        guard request.caller.mayChange(job.submission.user, as: user) else { throw .unknownJob }
        return job
    }

    /// Whether there was such a job that the caller might have seen, and its time is over.
    /// - Throws: `Problem` with `.serviceUnavailable`.
    func isGone(_ id: JobID, for caller: Caller) throws(Problem) -> Bool {
        try jobs.isGone(id, of: caller.isAdmin ? nil : caller.account?.name)
    }
}
