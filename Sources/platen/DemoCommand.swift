internal import ArgumentParser
internal import Client
internal import Jobs

/// `platen demo`.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Show on a running service how three users share the processors.",
        discussion: """
            Three users of different weights submit jobs, on one processor, then on four, then with another rule. A table \
            shows whose jobs are served, how long they waited, and what was promised and received; every end of a job is \
            told. Afterwards, and after Ctrl-C, the rules and the number of processors are what they were before. Jobs of \
            others go on meanwhile, and share.

            \(ClientOptions.place)

            \(ClientOptions.statuses)
            """)

    @Option(help: "How long it takes, 10 to 600.")
    var seconds = 60.0

    func validate() throws {
        guard DemoPlan.secondsRange.contains(seconds) else {
            throw ValidationError("--seconds is a number from 10 to 600.")
        }
    }

    func run() throws {
        try ClientOptions.run { () throws(Problem) in
            // Before any thread is made, for those take over what is held back.
            let interrupts = Interrupts()
            let output = ClientOutput.standard
            var session = try DemoSession(
                DemoPlan(seconds: seconds), output: output,
                terminal: ProgressTerminal(output: output, isWanted: true), interrupts: interrupts
            ) { (user) throws(Problem) in try ClientOptions.service(of: user, patience: 10) }
            return try session.run()
        }
    }
}
