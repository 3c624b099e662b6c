import Jobs

/// One ended attempt of a job.
struct AttemptDocument: Encodable, Sendable {
    private let number: Int
    private let startedAt: String
    private let endedAt: String
    private let end: String
    /// The signal's name, where one ended the attempt.
    private let signal: String?
    private let cpuMilliseconds: Int64?
    private let peakMemoryKiB: Int64?
    /// How far it was.
    private let stage: String?
    private let progress: Double?

    init(_ attempt: Attempt) {
        number = attempt.number
        startedAt = attempt.startedAt.rfc3339
        endedAt = attempt.endedAt.rfc3339
        end = attempt.end.text
        signal = if case .signal(let number) = attempt.end { AttemptEnd.signalName(number) } else { nil }
        cpuMilliseconds = attempt.cpuMilliseconds
        peakMemoryKiB = attempt.peakMemoryKiB
        stage = attempt.progress?.stage.name
        progress = attempt.progress?.fraction
    }

    private enum CodingKeys: String, CodingKey {
        case number
        case startedAt = "started_at"
        case endedAt = "ended_at"
        case end, signal
        case cpuMilliseconds = "cpu_ms"
        case peakMemoryKiB = "peak_memory_kib"
        case stage, progress
    }
}
