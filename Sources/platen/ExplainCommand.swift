internal import ArgumentParser
internal import Client
internal import Jobs

/// `platen explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = NamedJobs.command(
        "explain", "Print why jobs wait, when they will begin and end, and what would change that.")

    @OptionGroup var named: NamedJobs

    func run() throws {
        try named.forEach({ service, id throws(Problem) in try service.job(id).job }) { job in
            (["id: \(job.id)"] + JobText.explanation(of: job)).joined(separator: "\n")
        }
    }
}
