internal import ArgumentParser
internal import Client
internal import Jobs

/// `platen cancel`.
struct CancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel jobs that wait or run.",
        discussion: "\(ClientOptions.place)\n\n\(ClientOptions.statuses)")

    @Argument(help: "Ids of jobs, or the names that they were given as job_id.")
    var jobs: [String]

    @OptionGroup var client: ClientOptions

    func run() throws {
        try ChangedJobs(jobs: jobs, client: client).forEach { service, id throws(Problem) in
            let job = try service.change(id, .cancel)
            return client.json ? job.document : "\(job.id)\t\(job.state.rawValue)"
        }
    }
}
