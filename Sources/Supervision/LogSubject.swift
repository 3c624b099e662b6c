package import Jobs
package import Logging

/// The job that a line of the log is about, and the request that it came with.
package struct LogSubject: Hashable, Sendable {
    package let job: JobID
    package let attempt: Int
    package let request: RequestID?

    /// For the log.
    package var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = ["job": "\(job)", "attempt": "\(attempt)"]
        if let request { metadata["request_id"] = "\(request)" }
        return metadata
    }
}

extension SupervisorState {
    /// Whom a line about a job at work is about.
    func subject(_ work: ProcessorSlot.Work) -> LogSubject {
        LogSubject(job: work.job, attempt: work.attempt, request: jobs[work.job]?.requestID)
    }
}
