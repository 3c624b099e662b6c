import Glibc
import ImageText
import Jobs
import SharedRing

/// Shows a job's progress in the processor's slot of the scoreboard. The job is given up when the supervisor has
/// closed its end of the socket, which is also where it takes lent processors back.
final class ScoreboardMonitor: JobMonitor {
    private let scoreboard: ScoreboardWriter
    private let socket: PacketSocket
    private let heed: (Loan) -> Void
    /// What was shown last.
    private(set) var progress: JobProgress?

    /// - heed: called with what the supervisor says of idle processors while the job runs.
    init(_ scoreboard: ScoreboardWriter, socket: PacketSocket, heed: @escaping (Loan) -> Void) {
        self.scoreboard = scoreboard
        self.socket = socket
        self.heed = heed
    }

    func begin(_ assignment: Assignment) {
        scoreboard.begin(
            jobHigh: assignment.id.high, jobLow: assignment.id.low,
            kind: assignment.kind.number, attempt: UInt32(clamping: assignment.attempt),
            startedMilliseconds: Self.wallMilliseconds(), now: MonotonicTime.now())
    }

    func update(_ stage: Stage, progress: Double) {
        self.progress = JobProgress(stage: stage, fraction: progress)
        scoreboard.update(stage: stage.rawValue, progress: progress, now: MonotonicTime.now())
    }

    func end() {
        scoreboard.end()
    }

    var isGivenUp: Bool {
        let state = socket.state
        if state.isReadable, !state.isHungUp, case .packet(let bytes) = socket.receive() { receive(bytes) }
        return state.isHungUp
    }

    /// What cannot be read is of a supervisor of another version, and a loan that is not heard of costs time alone.
    private func receive(_ bytes: [UInt8]) {
        if let loan = try? Loan(wireBytes: bytes) { heed(loan) }
    }

    private static func wallMilliseconds() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
