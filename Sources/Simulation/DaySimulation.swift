import Foundation
import HeapModule
import Jobs
import Scheduling

/// Lives through a `SimulatedDay` with the service's own `FairQueue`, `CostModel` and `Forecaster`, in virtual time. The
/// same day gives the same report. A job takes memory only while it waits.
package struct DaySimulation {
    private struct Running: Comparable {
        let end: Double
        let start: Double
        let user: Int
        let image: InputImage
        let predicted: Double
        let prediction: CostPrediction

        static func < (first: Running, second: Running) -> Bool {
            (first.end, first.user) < (second.end, second.user)
        }
    }

    private let day: SimulatedDay
    /// What images take on the machine of the day, but for what differs from image to image.
    private let formula = CostModel()
    private var costs = CostModel()
    private var forecasts: ForecastTrial
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
        forecasts = ForecastTrial(jobs: day.jobs)
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
        report.forecasts = forecasts.score
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
        let image = image(pixels: 1e6 * day.megapixels * exp(0.7 * random.normal()))
        let usual = formula.predict(kind: .ocr, options: JobOptions(), image: image).median
        let held = usual * exp(log(day.error) * Double.random(in: -1...1, using: &random))
        if contention.wait(user, at: now) {
            queue.setWeight(day.classes[contention.userClass(of: user)].weight, of: name)
        }
        submitted += 1
        let job = WaitingJob(
            id: Fate(came: now, held: held, side: image.width).id, user: name, sequence: Int64(submitted),
            cost: costs.predict(kind: .ocr, options: JobOptions(), image: image).mean)
        queue.enqueue(job)
        forecast(job)
        report.mostWaiting = max(report.mostWaiting, queue.count)
    }

    private func image(pixels: Double) -> InputImage {
        image(side: max(1, Int(pixels.squareRoot())))
    }

    private func image(side: Int) -> InputImage {
        InputImage(format: .png, bytes: Int64(side * side), width: side, height: side)
    }

    /// Has the service say when the job will begin, as it does to whoever asks at once.
    private mutating func forecast(_ job: WaitingJob) {
        forecasts.arrive(job, onto: queue.backlog(of: job.user), at: now)
        guard running.count == day.processors, forecasts.takes(job.sequence),
            let outlook = queue.outlook(
                of: job.id, sequence: job.sequence, priority: job.priority, user: job.user)
        else { return }
        let times = running.unordered.map { $0.prediction.remaining(after: now - $0.start) }.sorted()
        forecasts.tell(outlook, on: times, at: now)
    }

    private mutating func begin() {
        while running.count < day.processors, let job = queue.dequeue(),
            let user = Int(job.user.text.dropFirst("user".count))
        {
            let fate = Fate(job.id)
            let image = image(side: fate.side)
            contention.serve(user, fate.held, at: now)
            forecasts.begin(job.id, at: now)
            report.count(contention.userClass(of: user), waited: now - fate.came, held: fate.held, at: now)
            running.insert(
                Running(
                    end: now + fate.held, start: now, user: user, image: image, predicted: job.cost,
                    prediction: costs.predict(kind: .ocr, options: JobOptions(), image: image)))
        }
    }

    private mutating func end() {
        guard let ended = running.popMin(), let name = UserName("user\(ended.user)") else { return }
        let held = ended.end - ended.start
        queue.charge(name, predicted: ended.predicted, held: held)
        costs.learn(kind: .ocr, options: JobOptions(), image: ended.image, seconds: held)
    }
}

/// What is known of a job that waits and stands nowhere but in its id: when it came, for how many seconds it will hold
/// its processor, and its image's pixels on each side.
private struct Fate {
    let came: Double
    let held: Double
    let side: Int

    init(came: Double, held: Double, side: Int) {
        (self.came, self.held, self.side) = (came, Double(Float(held)), side)
    }

    init(_ id: JobID) {
        came = Double(bitPattern: id.high)
        held = Double(Float(bitPattern: UInt32(truncatingIfNeeded: id.low)))
        side = Int(id.low >> 32)
    }

    var id: JobID {
        JobID(
            high: came.bitPattern,
            low: UInt64(side) << 32 | UInt64(Float(held).bitPattern))
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
