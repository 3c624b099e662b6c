import Jobs

/// The way to the supervisor.
protocol CommandSending: Sendable {
    /// Waits for the verdict, for a few seconds at most. `thread` is the number of the accept thread that calls: no
    /// two threads may use one at a time.
    func send(_ command: Command, thread: Int) -> CommandReply
    /// The same, but waits no longer than `patience`.
    func send(_ command: Command, thread: Int, patience: Duration) -> CommandReply
}

extension CommandSending {
    func send(_ command: Command, thread: Int, patience: Duration) -> CommandReply {
        send(command, thread: thread)
    }
}

/// What became of a command.
enum CommandReply: Hashable, Sendable {
    case verdict(Verdict)
    /// What was asked for.
    case explanation(Explanation)
    /// Nobody took it and nobody will: nothing happened.
    case unavailable
    /// It was taken, but its verdict did not come in time: it may yet be carried out.
    case unknown
}
