internal import Client
internal import Supervision

/// A line on the terminal, if there is one, that tells how far a backup or its restoring is.
struct ProgressNote: ~Copyable {
    /// What is done with files, such as `gathered`.
    let verb: String
    private var terminal = ProgressTerminal(output: .standard, isWanted: true)
    private var drawn: ContinuousClock.Instant?

    private static let interval = Duration.milliseconds(200)

    init(verb: String) {
        self.verb = verb
    }

    deinit {
        var terminal = terminal
        terminal.clear()
    }

    mutating func tell(_ progress: BackupProgress) {
        let now = ContinuousClock.now
        guard terminal.isThere, drawn.map({ now - $0 >= Self.interval }) ?? true else { return }
        drawn = now
        terminal.draw([line(progress)])
    }

    private func line(_ progress: BackupProgress) -> String {
        switch progress {
        case .store(let share): "The store: \(Int(share * 100)) % copied"
        case .files(let done, let all, let bytes): "\(done) of \(all) \(verb), \(bytes >> 20) MB"
        case .disk: "Waiting for the disk"
        }
    }
}
