internal import ArgumentParser
internal import Client
internal import Jobs

/// `platen shares`.
struct SharesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shares", abstract: "Show what users were promised and got of the processors.",
        discussion: """
            While a user has a job that waits and may run, the time of every job that begins is promised to all such \
            users in proportion to their weights. What a user received is the time of the user's own jobs. Both come to \
            the same, up to a job or two. A window is its last half to whole.

            \(ClientOptions.place)

            \(ClientOptions.statuses)
            """)

    @Option(help: "minute, hour or day.")
    var window = RemoteQueue.Window.minute.rawValue

    @OptionGroup var client: ClientOptions

    func validate() throws {
        guard RemoteQueue.Window(rawValue: window) != nil else {
            throw ValidationError("--window is minute, hour or day.")
        }
    }

    func run() throws {
        try ClientOptions.run { () throws(Problem) in
            let queue = try client.service().queue()
            let lines =
                client.json
                ? [queue.document]
                : ShareLines.lines(of: queue, over: RemoteQueue.Window(rawValue: window) ?? .minute)
            for line in lines { ClientOutput.standard.line(line) }
            return .allWell
        }
    }
}
