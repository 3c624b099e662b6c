internal import Jobs
internal import SharedRing

/// A command that a tool sends to the supervisor by itself.
enum RingCommand {
    /// Waits for the verdict, for as long as a request would; nil when none came.
    static func send(_ command: Command, _ settings: ServiceSettings) -> Verdict? {
        let producer = CommandProducer(
            instance: settings.instance, doorbellPath: settings.doorbellPath,
            ticketLockPath: settings.ticketLockPath)
        let timeout = Duration.milliseconds(settings.verdictTimeoutMilliseconds)
        guard case .verdict(let number, _, _) = producer.send(command.wireBytes, thread: 0, timeout: timeout)
        else {
            return nil
        }
        return Verdict(rawValue: number)
    }
}
