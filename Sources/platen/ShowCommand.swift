internal import ArgumentParser
internal import Client
internal import Jobs

/// `platen show`.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print what is known of jobs.",
        discussion: "\(ClientOptions.place)\n\n\(ClientOptions.statuses)")

    @Argument(help: "Ids of jobs, or the names that they were given as job_id.")
    var jobs: [String]

    @OptionGroup var client: ClientOptions

    func run() throws {
        try ChangedJobs(jobs: jobs, client: client).forEach { service, id throws(Problem) in
            let job = try service.job(id).job
            return client.json ? job.document : JobText.lines(of: job).joined(separator: "\n")
        }
    }
}
