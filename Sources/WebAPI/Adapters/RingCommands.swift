import Jobs
import SharedRing

/// Sends commands through the ring.
struct RingCommands: CommandSending {
    let producer: CommandProducer
    /// How long to wait for a verdict.
    let timeout: Duration

    func send(_ command: Command, thread: Int) -> CommandReply {
        switch producer.send(command.wireBytes, thread: thread, timeout: timeout) {
        case .verdict(let number): Verdict(rawValue: number).map { .verdict($0) } ?? .unknown
        case .unavailable: .unavailable
        case .unknown: .unknown
        }
    }
}
