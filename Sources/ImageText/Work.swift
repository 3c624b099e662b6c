package import Jobs

/// What one kind of job does. Each kind is a type of its own in a file of its own, and stands in `WorkTable`.
package protocol Work {
    /// Does the whole job. Result files are written before it returns; making their names durable is the caller's.
    /// - Throws: `Problem`, with `.badImage` or another code of failed jobs.
    func run(_ job: JobRun) throws(Problem) -> JobResult
}

/// One job as its `Work` sees it.
package struct JobRun {
    package let assignment: Assignment
    /// Path of the image; names no file for kinds without one.
    package let inputPath: String
    package let limits: ImageLimits
    package let results: any ResultSink
    package let monitor: any JobMonitor

    package init(
        assignment: Assignment, inputPath: String, limits: ImageLimits, results: any ResultSink,
        monitor: any JobMonitor
    ) {
        self.assignment = assignment
        self.inputPath = inputPath
        self.limits = limits
        self.results = results
        self.monitor = monitor
    }
}
