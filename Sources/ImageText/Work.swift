package import Jobs

/// What one kind of job does. Each kind is a type of its own in a file of its own, and stands in `WorkTable`.
package protocol Work {
    /// Does the whole job. Result files are written before it returns; making their names durable is the caller's.
    /// - Throws: `Problem`, with `.badImage` or another code of failed jobs.
    func run(_ job: JobRun) throws(Problem) -> JobResult
}
