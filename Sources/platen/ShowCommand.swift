internal import ArgumentParser
internal import Client
internal import Jobs

/// `platen show`.
struct ShowCommand: ParsableCommand {
    static let configuration = NamedJobs.command("show", "Print what is known of jobs.")

    @OptionGroup var named: NamedJobs

    func run() throws {
        try named.forEach({ service, id throws(Problem) in try service.job(id).job }) { job in
            JobText.lines(of: job).joined(separator: "\n")
        }
    }
}
