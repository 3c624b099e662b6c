import Jobs
import SharedRing

/// Sends commands through the ring.
struct RingCommands: CommandSending {
    let producer: CommandProducer
    /// How long to wait for a verdict.
    let timeout: Duration

    func send(_ command: Command, thread: Int) -> CommandReply {
        CommandReply(producer.send(command.wireBytes, thread: thread, timeout: timeout))
    }
}

extension CommandReply {
    /// A command that an earlier supervisor had taken may have been carried out by that one, whatever this one says of
    /// its repetition: then only that it is carried out is certain, and that it is not where another has its key.
    init(_ outcome: SendOutcome) {
        switch outcome {
        case .verdict(let number, let wasTakenBefore):
            let verdict = Verdict(rawValue: number)
            let isCertain = !wasTakenBefore || [.accepted, .repeated, .mismatch].contains(verdict)
            self = isCertain ? verdict.map { .verdict($0) } ?? .unknown : .unknown
        case .unavailable: self = .unavailable
        case .unknown: self = .unknown
        }
    }
}
