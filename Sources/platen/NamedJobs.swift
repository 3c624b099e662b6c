internal import ArgumentParser
internal import Client
internal import Jobs

/// Jobs of a command line, one after the other: what fails for one does not keep the others from it.
struct NamedJobs: ParsableArguments {
    @Argument(help: "Ids of jobs, or the names that they were given as job_id.")
    var jobs: [String]

    @OptionGroup var client: ClientOptions

    /// A command on jobs.
    static func command(_ name: String, _ abstract: String) -> CommandConfiguration {
        CommandConfiguration(
            commandName: name, abstract: abstract,
            discussion: "\(ClientOptions.place)\n\n\(ClientOptions.statuses)")
    }

    /// Changes each job as wished and prints what it is now.
    /// - Throws: `ExitCode`, unless all went well.
    func change(_ wish: RemoteService.Wish) throws(ExitCode) {
        try forEach({ service, id throws(Problem) in try service.change(id, wish) }) { job in
            "\(job.id)\t\(job.state.rawValue)"
        }
    }

    /// Prints each job that `body` gives: the document of one for programs, else what `text` makes of it.
    /// - Throws: `ExitCode`, unless all went well.
    func forEach(
        _ body: (RemoteService, String) throws(Problem) -> RemoteJob, text: (RemoteJob) -> String
    ) throws(ExitCode) {
        try ClientOptions.run { () throws(Problem) in
            let service = try client.service()
            var ends: [ItemEnd] = []
            for id in jobs {
                do throws(Problem) {
                    let job = try body(service, id)
                    ClientOutput.standard.line(client.json ? job.document : text(job))
                } catch {
                    let place = "\(id.onOneLine): \(error.detail.onOneLine)"
                    ClientOutput.standard.remark("\(place) (\(error.code.rawValue))\n")
                    ends.append(.failed(error, nil))
                }
            }
            return ExitStatus(of: ends)
        }
    }
}
