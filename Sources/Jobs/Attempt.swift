/// One try of a job by one processor.
package struct Attempt: Hashable, Sendable {
    /// Counts from 1.
    package var number: Int
    package var startedAt: Timestamp
    package var endedAt: Timestamp
    package var end: AttemptEnd
    /// User and system time of the processor; nil when it was not learned.
    package var cpuMilliseconds: Int64?
    /// Largest resident set of the processor, in KiB; nil when it was not learned.
    package var peakMemoryKiB: Int64?
    /// How far it was, as the processor showed last; nil when it was not learned.
    package var progress: JobProgress?

    package init(
        number: Int, startedAt: Timestamp, endedAt: Timestamp, end: AttemptEnd, cpuMilliseconds: Int64? = nil,
        peakMemoryKiB: Int64? = nil, progress: JobProgress? = nil
    ) {
        self.number = number
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.end = end
        self.cpuMilliseconds = cpuMilliseconds
        self.peakMemoryKiB = peakMemoryKiB
        self.progress = progress
    }
}

/// Why an attempt ended.
package enum AttemptEnd: Hashable, Sendable {
    case completed
    /// The processor reported a problem.
    case failed(Problem.Code)
    /// The processor ended by this signal.
    case signal(Int32)
    /// The processor left with this status and without a report.
    case exit(Int32)
    /// The job met this limit, and its processor was ended for it.
    case limit(Problem.Code)
    /// The processor was lost with the service around it (power cut, death of the forkserver).
    case lost
    /// The service stopped in good order before the job had ended.
    case handedBack
    /// The owner did not want the job any more.
    case cancelled
}

extension AttemptEnd {
    /// The form in the store and in documents: `completed`, `failed:bad_image`, `signal:11`, `exit:3`,
    /// `limit:time_limit`, `lost`, `handed_back`, `cancelled`.
    package var text: String {
        switch self {
        case .completed: "completed"
        case .failed(let code): "failed:\(code.rawValue)"
        case .signal(let number): "signal:\(number)"
        case .exit(let status): "exit:\(status)"
        case .limit(let code): "limit:\(code.rawValue)"
        case .lost: "lost"
        case .handedBack: "handed_back"
        case .cancelled: "cancelled"
        }
    }

    /// Nil for anything that `text` does not produce.
    package init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts.first, parts.count > 1 ? String(parts[1]) : nil) {
        case ("completed", nil): self = .completed
        case ("lost", nil): self = .lost
        case ("handed_back", nil): self = .handedBack
        case ("cancelled", nil): self = .cancelled
        case ("failed", let code?): self = .failed(Problem.Code(rawValue: code))
        case ("limit", let code?): self = .limit(Problem.Code(rawValue: code))
        case ("signal", let number?):
            guard let number = Int32(number) else { return nil }
            self = .signal(number)
        case ("exit", let status?):
            guard let status = Int32(status) else { return nil }
            self = .exit(status)
        default: return nil
        }
        guard self.text == text else { return nil }
    }

    /// The name of a signal that commonly ends a process, such as `SIGSEGV`; `signal 42` for others.
    package static func signalName(_ number: Int32) -> String {
        let names: [Int32: String] = [
            1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS",
            8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
            24: "SIGXCPU", 25: "SIGXFSZ", 31: "SIGSYS",
        ]
        return names[number] ?? "signal \(number)"
    }
}
