package import Jobs

/// Who watches a job.
package protocol JobMonitor {
    /// Called often; cheap.
    /// - progress: of the whole job, from 0 to 1, never falling.
    func update(_ stage: Stage, progress: Double)

    /// Whether nobody waits for the job any more. Work that sees it ends by throwing `Problem.givenUp`.
    var isGivenUp: Bool { get }
}

extension Problem {
    /// The job was given up before it ended.
    package static let givenUp = Problem(.machineTrouble, "The job was given up before it ended.")
}
