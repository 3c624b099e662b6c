import Glibc
import SharedRing

/// Sends numbered records as fast as verdicts come, and writes what was acknowledged to standard output: 16 bytes
/// for each, thread and number.
struct Sending {
    private let producer: CommandProducer
    private let life: UInt64
    private let threads: Int

    init?(_ arguments: [String]) {
        guard arguments.count == 7, let life = UInt64(arguments[4]), let threads = Int(arguments[5]) else {
            return nil
        }
        self.life = life
        self.threads = threads
        let fatalStep = SendStep.allCases.first { "\($0)" == arguments[6] }
        producer = CommandProducer(
            instance: arguments[1], doorbellPath: arguments[2], ticketLockPath: arguments[3],
            onStep: { step in
                if step == fatalStep { kill(getpid(), SIGKILL) }
                Self.dawdle()
            })
    }

    func run() {
        let others = (1..<threads).compactMap { thread in PosixThread { send(thread: thread) } }
        send(thread: 0)
        for other in others { other.join() }
    }

    /// Stays at this step for a moment, now and then, so that a kill at a random time finds a process at any step.
    private static func dawdle() {
        guard UInt8.random(in: 0...7) == 0 else { return }
        usleep(UInt32.random(in: 1...400))
    }

    private func send(thread: Int) {
        for number in 0... {
            let record = NumberedRecord(life: life, thread: UInt64(thread), number: UInt64(number))
            switch producer.send(record.bytes, thread: thread, timeout: .seconds(20)) {
            case .verdict(record.verdict, _, _): acknowledge(record)
            case .verdict: exit(ExitCode.wrongVerdict.rawValue)
            case .unavailable, .unknown: exit(ExitCode.noVerdict.rawValue)
            }
        }
    }

    /// One write of 16 bytes: a pipe keeps it in one piece.
    private func acknowledge(_ record: NumberedRecord) {
        let line = [record.thread, record.number]
        let count = unsafe line.withUnsafeBytes { unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        if count != 16 { exit(ExitCode.noReader.rawValue) }
    }
}
