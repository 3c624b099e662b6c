internal import Foundation
internal import Jobs

/// What is written of items that have ended: lines for people, lines of JSON for programs, or the results themselves.
package struct ItemReport: Sendable {
    package let output: ClientOutput
    /// A line of JSON for each item on standard output.
    package let isJSON: Bool
    /// Whether results without a folder are told apart by a heading each.
    package let hasHeadings: Bool

    package init(output: ClientOutput, isJSON: Bool, hasHeadings: Bool) {
        self.output = output
        self.isJSON = isJSON
        self.hasHeadings = hasHeadings
    }

    package func write(_ ended: ItemBoard.Ended) {
        if isJSON { return output.line(Self.json(ended)) }
        let label = ended.item.label
        switch ended.end {
        case .submitted(let job): output.line("\(job.id)\t\(label)")
        case .failed(let problem, let job):
            let place = job.map { ", job \($0.id)" } ?? ""
            output.remark("\(label): \(problem.detail.onOneLine) (\(problem.code.rawValue)\(place))\n")
        case .completed(let job, let results): write(results, of: job, label)
        }
    }

    private func write(_ results: [FetchedResult], of job: RemoteJob, _ label: String) {
        guard !results.isEmpty else {
            let none = job.files.isEmpty ? "" : ", no results of this format"
            return output.line("\(label): done, job \(job.id)\(none)")
        }
        for result in results {
            if let path = result.path {
                output.line("\(label): \(path.onOneLine)")
            } else if !hasHeadings {
                output.write(result.bytes)
            } else if String(validating: result.bytes, as: UTF8.self) != nil {
                output.write(Array("==> \(label): \(result.name) <==\n".utf8) + result.bytes)
            } else {
                output.line(
                    "==> \(label): \(result.name), \(result.bytes.count) bytes; --output writes it <==")
            }
        }
    }

    /// `{"event": …, "file": …, "job": …, "problem": …, "written": […]}`.
    private static func json(_ ended: ItemBoard.Ended) -> String {
        var fields = ["\"file\":\(ended.item.label.quoted)"]
        if let job = ended.end.job { fields.append("\"job\":\(job.document)") }
        switch ended.end {
        case .submitted: fields.append("\"event\":\"submitted\"")
        case .completed(_, let results):
            let paths = results.compactMap(\.path).map(\.quoted).joined(separator: ",")
            fields.append("\"event\":\"completed\",\"written\":[\(paths)]")
        case .failed(let problem, _):
            let code = problem.code.rawValue.quoted
            fields.append(
                "\"event\":\"failed\",\"problem\":{\"code\":\(code),\"detail\":\(problem.detail.quoted)}")
        }
        return "{\(fields.joined(separator: ","))}"
    }
}
