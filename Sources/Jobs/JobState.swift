/// Where a job stands. `completed`, `failed` and `cancelled` are terminal.
package enum JobState: String, CaseIterable, Hashable, Sendable, Codable {
    /// Waits for its time, holds no processor.
    case scheduled
    /// Waits for a processor.
    case pending
    /// A processor works on it.
    case processing
    case completed
    case failed
    case cancelled

    /// The place among all states, by which jobs are counted in shared memory.
    package var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    package var isTerminal: Bool {
        switch self {
        case .completed, .failed, .cancelled: true
        case .scheduled, .pending, .processing: false
        }
    }
}

/// What happens to a job.
package enum JobTransition: String, CaseIterable, Hashable, Sendable {
    /// Its time has come.
    case becomeDue
    /// It was given to a processor.
    case start
    case complete
    case fail
    /// Its attempt ended without settling it (crash, restart); it waits again at once.
    case requeue
    /// Its attempt ended without settling it; it waits until a later time.
    case postpone
    case cancel
    /// The owner wants a settled job done again.
    case retry
}

extension JobState {
    /// The state after `transition`; nil where it is not legal. The diagram of `Documentation.docc/JobLife.md`
    /// shows the same, and a test compares them.
    package func next(_ transition: JobTransition) -> JobState? {
        switch (self, transition) {
        case (.scheduled, .becomeDue): .pending
        case (.pending, .start): .processing
        case (.processing, .complete): .completed
        case (.processing, .fail), (.pending, .fail), (.scheduled, .fail): .failed
        case (.processing, .requeue): .pending
        case (.processing, .postpone): .scheduled
        case (.scheduled, .cancel), (.pending, .cancel), (.processing, .cancel): .cancelled
        case (.failed, .retry), (.cancelled, .retry): .pending
        default: nil
        }
    }
}
