import Foundation
import Jobs
import SharedRing
import Synchronization

/// Submissions from several threads, each sent when the one before has its verdict.
struct CommandLoad: Sendable {
    private let settings: ServiceSettings
    private let threads: Int
    private let duration: Duration
    private let delay: Double

    /// Nil unless there are four arguments that make sense.
    init?(arguments: [String]) {
        guard arguments.count == 4, let threads = Int(arguments[1]), let seconds = Double(arguments[2]),
            let delay = Double(arguments[3]), (1...CommandProducer.threads).contains(threads)
        else { return nil }
        settings = ServiceSettings(dataFolder: arguments[0], assetsFolder: "/")
        self.threads = threads
        duration = .seconds(seconds)
        self.delay = delay
    }

    /// Sends for as long as asked, and waits for the last verdicts.
    func run() -> LoadReport {
        let producer = CommandProducer(
            instance: settings.instance, doorbellPath: settings.doorbellPath,
            ticketLockPath: settings.ticketLockPath)
        let total = Mutex(LoadReport())
        let group = DispatchGroup()
        let begun = MonotonicTime.now()
        for thread in 0..<threads {
            group.enter()
            Thread.detachNewThread {
                let report = send(from: thread, through: producer, until: begun + duration)
                total.withLock { $0.add(report) }
                group.leave()
            }
        }
        group.wait()
        var report = total.withLock { $0 }
        report.seconds = (MonotonicTime.now() - begun) / .seconds(1)
        return report
    }

    private func send(from thread: Int, through producer: CommandProducer, until end: Duration) -> LoadReport
    {
        var generator = SystemRandomNumberGenerator()
        var report = LoadReport()
        var before = MonotonicTime.now()
        while before < end {
            let record = Command.submit(submission(thread, &generator)).wireBytes
            let outcome = producer.send(record, thread: thread, timeout: .seconds(10))
            let now = MonotonicTime.now()
            if outcome == .verdict(Verdict.accepted.rawValue) {
                report.microseconds.append(Int((now - before) / .microseconds(1)))
            } else {
                report.unaccepted += 1
            }
            before = now
        }
        return report
    }

    /// As a responder sends it for an 82 KB photograph, without the image.
    private func submission(_ thread: Int, _ generator: inout some RandomNumberGenerator) -> Submission {
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        return Submission(
            id: JobID(at: now, using: &generator), user: Self.users[thread], kind: .size,
            options: JobOptions(),
            image: InputImage(format: .jpeg, bytes: 83_000, width: 640, height: 480), fileName: "photo.jpg",
            submittedAt: now,
            dueAt: delay > 0 ? Timestamp(milliseconds: now.milliseconds + Int64(delay * 1000)) : nil)
    }

    private static let users = (0..<CommandProducer.threads).compactMap { UserName("bench-\($0)") }
}
