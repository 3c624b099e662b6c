internal import ArgumentParser
internal import Client
internal import Jobs

/// `platen jobs`.
struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "List jobs, newest first.",
        discussion: "\(ClientOptions.place)\n\n\(ClientOptions.statuses)")

    @Option(help: "How many at most.")
    var limit = 20

    @OptionGroup var client: ClientOptions

    func validate() throws {
        guard (1...1_000_000).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to 1000000.")
        }
    }

    func run() throws {
        try ClientOptions.run { () throws(Problem) in
            let output = ClientOutput.standard
            for job in try client.service().jobs(limit: limit) {
                output.line(client.json ? job.document : JobText.line(of: job))
            }
            return .allWell
        }
    }
}
