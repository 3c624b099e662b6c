internal import ArgumentParser
internal import Client
internal import Jobs

/// `platen retry`.
struct RetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Have failed or cancelled jobs done again.",
        discussion: "\(ClientOptions.place)\n\n\(ClientOptions.statuses)")

    @Argument(help: "Ids of jobs, or the names that they were given as job_id.")
    var jobs: [String]

    @OptionGroup var client: ClientOptions

    func run() throws {
        try ChangedJobs(jobs: jobs, client: client).forEach { service, id throws(Problem) in
            let job = try service.change(id, .retry)
            return client.json ? job.document : "\(job.id)\t\(job.state.rawValue)"
        }
    }
}
