package import Jobs

/// How an item ended.
package enum ItemEnd: Hashable, Sendable {
    /// The job was accepted, and nobody wants to wait for it.
    case submitted(RemoteJob)
    case completed(RemoteJob, [FetchedResult])
    /// Refused, failed or cancelled; without a job where none was made.
    case failed(Problem, RemoteJob?)

    /// The job, as far as one is known.
    package var job: RemoteJob? {
        switch self {
        case .submitted(let job), .completed(let job, _): job
        case .failed(_, let job): job
        }
    }
}

/// A result that was fetched.
package struct FetchedResult: Hashable, Sendable {
    /// As the service calls it.
    package let name: String
    package let bytes: [UInt8]
    /// Where it was written; nil where no folder was named.
    package let path: String?
}
