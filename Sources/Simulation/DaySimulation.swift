import Foundation
import HeapModule
import Jobs
import Scheduling

/// Lives through a `SimulatedDay` with the service's own `FairQueue` and `CostModel`, in virtual time. The same day
/// gives the same report. A job takes memory only while it waits.
package struct DaySimulation {
    private struct Running: Comparable {
        let end: Double
        let user: Int
        let predicted: Double
        let held: Double

        static func < (first: Running, second: Running) -> Bool {
            (first.end, first.user) < (second.end, second.user)
        }
    }

    private let day: SimulatedDay
    private let costs = CostModel()
    private var queue = FairQueue()
    private var random: DayRandom
    private var contention: Contention
    private var running = Heap<Running>()
    private var report: SimulationReport
    private var now = 0.0
    private var nextArrival = 0.0
    private var submitted = 0

    private init(_ day: SimulatedDay) {
        self.day = day
        random = DayRandom(seed: day.seed)
        contention = Contention(day)
        report = SimulationReport(
            classes: day.classes.map { .init(name: $0.name, weight: $0.weight.value) },
            processors: day.processors)
        for index in day.classes.indices { report.classes[index].users = contention.users(of: index).count }
    }

    /// What becomes of `day`, until the last of its jobs has ended.
    /// - Complexity: O(jobs · log users).
    package static func run(_ day: SimulatedDay) -> SimulationReport {
        var simulation = DaySimulation(day)
        simulation.live()
        return simulation.report
    }

    private mutating func live() {
        while submitted < day.jobs || !queue.isEmpty || !running.isEmpty {
            let arrival = submitted < day.jobs ? nextArrival : .infinity
            let next = min(arrival, running.min?.end ?? .infinity)
            while contention.hourEnd <= next { contention.endHour(&report) }
            now = next
            if arrival <= next { arrive() } else { end() }
            begin()
        }
        report.end = now
    }

    private mutating func arrive() {
        let pace =
            Double(day.jobs) / 86_400 * day.pattern.intensity(at: now.truncatingRemainder(dividingBy: 86_400))
        // Some users submit much, most little.
        let user = min(day.users - 1, Int(Double(day.users) * random.unit() * random.unit()))
        let isBatch = day.pattern == .bursts && Int.random(in: 0..<100, using: &random) == 0
        let size = isBatch ? Int.random(in: 2...400, using: &random) : 1
        for _ in 0..<min(size, day.jobs - submitted) { submit(of: contention.shuffled(user)) }
        nextArrival = now + random.exponential() * Double(size) / pace
    }

    private mutating func submit(of user: Int) {
        guard let name = UserName("user\(user)") else { return }
        let pixels = 1e6 * day.megapixels * exp(0.7 * random.normal())
        let side = max(1, Int(pixels.squareRoot()))
        let predicted = costs.cost(
            kind: .ocr, options: JobOptions(),
            image: InputImage(format: .png, bytes: Int64(pixels), width: side, height: side))
        let held = predicted * exp(log(day.error) * Double.random(in: -1...1, using: &random))
        if contention.wait(user, at: now) {
            queue.setWeight(day.classes[contention.userClass(of: user)].weight, of: name)
        }
        submitted += 1
        // The id carries what is known of the job: when it came and for how long it will hold its processor.
        queue.enqueue(
            WaitingJob(
                id: JobID(high: now.bitPattern, low: held.bitPattern), user: name, sequence: Int64(submitted),
                cost: predicted))
        report.mostWaiting = max(report.mostWaiting, queue.count)
    }

    private mutating func begin() {
        while running.count < day.processors, let job = queue.dequeue(),
            let user = Int(job.user.text.dropFirst("user".count))
        {
            let (came, held) = (Double(bitPattern: job.id.high), Double(bitPattern: job.id.low))
            contention.serve(user, held, at: now)
            report.count(contention.userClass(of: user), waited: now - came, held: held, at: now)
            running.insert(Running(end: now + held, user: user, predicted: job.cost, held: held))
        }
    }

    private mutating func end() {
        guard let ended = running.popMin(), let name = UserName("user\(ended.user)") else { return }
        queue.charge(name, predicted: ended.predicted, held: ended.held)
    }
}

extension SimulationReport {
    fileprivate mutating func count(_ index: Int, waited: Double, held: Double, at now: Double) {
        let hour = Int(now / 3600)
        let missing = hour + 1 - classes[index].hours.count
        if missing > 0 { classes[index].hours += Array(repeating: Hour(), count: missing) }
        classes[index].jobs += 1
        classes[index].seconds += held
        classes[index].waits.add(waited)
        classes[index].hours[hour].seconds += held
        classes[index].hours[hour].waits.add(waited)
    }
}
