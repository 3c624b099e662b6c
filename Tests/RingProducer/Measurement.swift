import Glibc
import SharedRing
import Synchronization

/// Compares sends through the ring with round trips through two pipes, in one run on one machine.
struct Measurement {
    private let folder: String
    private let duration: Duration

    init?(_ arguments: [String]) {
        guard arguments.count == 3, let seconds = Int(arguments[2]) else { return nil }
        folder = arguments[1]
        duration = .seconds(seconds)
    }

    /// Alternates the three measurements, so that what else the machine does strikes all of them.
    func run() {
        var pipes: [Double] = []
        var rings: [Int: [Double]] = [:]
        for _ in 0..<5 {
            pipes.append(pipeRoundTrips())
            for threads in [1, 16] { rings[threads, default: []].append(sends(threads: threads)) }
        }
        let pipe = Self.median(pipes)
        print("pipe round trips: \(Int(pipe)) a second")
        for (threads, rates) in rings.sorted(by: { $0.key < $1.key }) {
            let rate = Self.median(rates)
            print("sends, \(threads) threads: \(Int(rate)) a second, \(rate / pipe) of the pipe's rate")
        }
        exit(0)
    }

    /// 200 bytes there, 4 back, as often as possible.
    private func pipeRoundTrips() -> Double {
        var there: [Int32] = [0, 0]
        var back: [Int32] = [0, 0]
        guard unsafe pipe(&there) == 0, unsafe pipe(&back) == 0 else { Self.fail("pipe") }
        let (request, reply) = (there, back)
        let echo = PosixThread {
            var bytes = [UInt8](repeating: 0, count: 200)
            while unsafe read(request[0], &bytes, 200) > 0 { unsafe _ = write(reply[1], bytes, 4) }
        }
        var bytes = [UInt8](repeating: 7, count: 200)
        let rate = rate { _ in
            unsafe _ = write(request[1], bytes, 200)
            unsafe _ = read(reply[0], &bytes, 4)
        }
        close(request[1])
        echo?.join()
        for descriptor in [request[0], reply[0], reply[1]] { close(descriptor) }
        return rate
    }

    /// Records of 200 bytes from that many threads to one consumer, each waiting for its verdict.
    private func sends(threads: Int) -> Double {
        let instance = "measure-\(getpid())"
        let ended = Atomic<Bool>(false)
        let total = Mutex(0.0)
        let consumer: CommandConsumer
        do {
            consumer = try CommandConsumer.create(
                instance: instance, slots: 1024, doorbellPath: folder + "/doorbell")
        } catch {
            Self.fail(error.description)
        }
        defer { consumer.retire() }
        let producer = CommandProducer(
            instance: instance, doorbellPath: folder + "/doorbell", ticketLockPath: folder + "/lock")
        withThreads(
            threads,
            each: { thread in
                let record = [UInt8](repeating: 7, count: 200)
                let rate = rate { _ in _ = producer.send(record, thread: thread, timeout: .seconds(10)) }
                total.withLock { $0 += rate }
            },
            finally: { ended.store(true, ordering: .releasing) },
            meanwhile: {
                while !ended.load(ordering: .acquiring) { Self.serve(consumer) }
            })
        return total.withLock { $0 }
    }

    private static func serve(_ consumer: CommandConsumer) {
        while consumer.drain(
            limit: 256, now: MonotonicTime.now(), { reference, _ in consumer.answer(reference, verdict: 1) })
            > 0
        {}
        guard consumer.prepareToSleep() else { return }
        var wait = pollfd(fd: consumer.doorbell, events: Int16(POLLIN), revents: 0)
        unsafe _ = poll(&wait, 1, 50)
        consumer.wake()
    }

    private func withThreads(
        _ count: Int, each body: @escaping @Sendable (Int) -> Void,
        finally end: @escaping @Sendable () -> Void,
        meanwhile: () -> Void
    ) {
        let starter = PosixThread {
            let threads = (0..<count).compactMap { number in PosixThread { body(number) } }
            for thread in threads { thread.join() }
            end()
        }
        meanwhile()
        starter?.join()
    }

    /// How often a second the body ran.
    private func rate(_ body: (Int) -> Void) -> Double {
        let start = MonotonicTime.now()
        var count = 0
        while MonotonicTime.now() - start < duration {
            body(count)
            count += 1
        }
        return Double(count) / ((MonotonicTime.now() - start) / .seconds(1))
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }

    private static func fail(_ reason: String) -> Never {
        print("cannot measure: \(reason)")
        exit(ExitCode.noMeasurement.rawValue)
    }
}
