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
        if job.priority != 0 { lines.append("priority: \(job.priority)") }
        lines += explanation(of: job)
        if let problem = job.problem {
            lines.append("problem: \(problem.detail.onOneLine) (\(problem.code.rawValue))")
        }
        if let result = job.result { lines.append("result: \(result)") }
        return lines + job.files.map { "result: \($0.url)" }
    }

    /// Why the job has not ended, a line for each thing that is known; none for one that has.
    package static func explanation(of job: RemoteJob) -> [String] {
        guard let known = job.explanation else {
            return job.state.isTerminal ? [] : ["prediction: none, the service is busy or starting"]
        }
        var lines: [String] = []
        if let place = known.own_position { lines.append("place among your own: \(place)") }
        lines.append("share of the processors: \(Int((known.share * 100).rounded())) %")
        if let work = known.work_ahead_seconds { lines.append("work ahead: \(work) s") }
        if let start = known.predicted_start, let late = known.predicted_start_p90 {
            lines.append("begins: \(start), by \(late) in 9 of 10 cases")
        }
        lines.append("ends: \(known.predicted_end), by \(known.predicted_end_p90) in 9 of 10 cases")
        return lines + known.changes.map { "why: \($0.onOneLine)" }
    }

    private static func name(of job: RemoteJob) -> String { job.fileName?.onOneLine ?? "" }

    private static func seconds(_ milliseconds: Int64) -> String {
        "\(Double(milliseconds) / 1000) s"
    }
}
