import Jobs
import SharedRing

/// Sends commands through the ring.
struct RingCommands: CommandSending {
    let producer: CommandProducer
    let obstacles: ObstacleLog
    /// How long to wait for a verdict.
    let timeout: Duration

    /// How long a supervisor that stops is given to make place for the next one.
    private static let pause = Duration.milliseconds(20)

    /// A command that a supervisor refuses because it stops is sent to the next one, as long as there is time: whoever
    /// restarts the supervisor delays requests and fails none.
    func send(_ command: Command, thread: Int) -> CommandReply {
        send(command, thread: thread, patience: timeout)
    }

    func send(_ command: Command, thread: Int, patience: Duration) -> CommandReply {
        let record = command.wireBytes
        let deadline = MonotonicTime.now() + min(patience, timeout)
        var isRefused = false
        while true {
            let outcome = producer.send(
                record, thread: thread, timeout: max(.zero, deadline - MonotonicTime.now()))
            guard outcome == .verdict(Verdict.stopping.rawValue),
                MonotonicTime.now() + Self.pause < deadline
            else {
                obstacles.note(outcome == .unavailable ? producer.problem : nil)
                // Nobody has taken it since.
                if isRefused, outcome == .unavailable { return .verdict(.stopping) }
                return CommandReply(outcome)
            }
            isRefused = true
            MonotonicTime.pause(Self.pause)
        }
    }
}

extension CommandReply {
    /// A command that an earlier supervisor had taken may have been carried out by that one, whatever this one says of
    /// its repetition: then only that it is carried out is certain, and that it is not where another has its key.
    init(_ outcome: SendOutcome) {
        switch outcome {
        case .verdict(let number, let answer, _) where !answer.isEmpty:
            let explanation = try? Explanation(wireBytes: answer)
            self =
                number == Verdict.accepted.rawValue
                ? explanation.map { .explanation($0) } ?? .unknown : .unknown
        case .verdict(let number, _, let wasTakenBefore):
            let verdict = Verdict(rawValue: number)
            let isCertain = !wasTakenBefore || [.accepted, .repeated, .mismatch].contains(verdict)
            self = isCertain ? verdict.map { .verdict($0) } ?? .unknown : .unknown
        case .unavailable: self = .unavailable
        case .unknown: self = .unknown
        }
    }
}
