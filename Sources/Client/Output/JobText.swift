internal import Jobs

/// A job in words.
package enum JobText {
    /// One line, in columns.
    package static func line(of job: RemoteJob) -> String {
        let state = job.state.rawValue.padding(to: 10)
        return "\(job.id)  \(job.createdAt)  \(state)  \(job.kind.padding(to: 6))  \(name(of: job))"
    }

    /// A line for each thing that is known.
    package static func lines(of job: RemoteJob) -> [String] {
        var lines = ["id: \(job.id)", "state: \(job.state.rawValue)", "kind: \(job.kind)"]
        if job.fileName != nil { lines.append("file: \(name(of: job))") }
        if let stage = job.stage { lines.append("stage: \(stage), \(Int((job.progress ?? 0) * 100)) %") }
        lines.append("created: \(job.createdAt)")
        lines.append("waited: \(seconds(job.waitedMilliseconds)), spent: \(seconds(job.spentMilliseconds))")
        lines.append("attempts: \(job.attempts)")
        if let problem = job.problem {
            lines.append("problem: \(problem.detail.onOneLine) (\(problem.code.rawValue))")
        }
        if let result = job.result { lines.append("result: \(result)") }
        return lines + job.files.map { "result: \($0.url)" }
    }

    private static func name(of job: RemoteJob) -> String { job.fileName?.onOneLine ?? "" }

    private static func seconds(_ milliseconds: Int64) -> String {
        "\(Double(milliseconds) / 1000) s"
    }
}
