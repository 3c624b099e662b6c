internal import ArgumentParser
internal import Client
internal import Jobs

/// `platen wait`.
struct WaitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait", abstract: "Wait for jobs, and fetch their results.",
        discussion: """
            As `platen submit --wait` does for jobs that were submitted before. Results in a folder are called as the \
            file was.

            \(ClientOptions.place)

            \(ClientOptions.statuses)
            """)

    @Argument(help: "Ids of jobs, or the names that they were given as job_id.")
    var jobs: [String]

    @OptionGroup var results: ResultOptions
    @OptionGroup var parallel: ParallelOption
    @OptionGroup var client: ClientOptions

    func run() throws {
        try ClientOptions.run { () throws(Problem) in
            let service = try client.service()
            let plan = try results.plan(waits: true, isWatched: ItemTerminal.isThere(client))
            return ItemTerminal.run(Self.items(jobs), plan, service, client, parallel.parallel)
        }
    }

    static func items(_ jobs: [String]) -> [Item] {
        jobs.enumerated().map { Item(number: $0 + 1, source: .job($1), base: nil) }
    }
}
