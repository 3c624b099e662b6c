import Jobs
import Scheduling

/// Compares what jobs are told of their start with what comes.
struct ForecastTrial {
    private var forecaster = Forecaster()
    private var told: [JobID: (forecast: StartForecast, at: Double)] = [:]
    /// One job in so many is told.
    private let interval: Int64
    private(set) var score = ForecastScore()

    private static let mostTold = 100_000

    /// - Parameter jobs: how many there will be.
    init(jobs: Int) {
        interval = Int64(max(1, jobs / Self.mostTold))
    }

    func takes(_ sequence: Int64) -> Bool { sequence % interval == 0 }

    mutating func arrive(_ job: WaitingJob, onto backlog: Double, at now: Double) {
        forecaster.arrive(job.cost, onto: backlog, at: .seconds(now))
    }

    /// Tells the job with `outlook` when it will begin.
    /// - Parameters:
    ///   - outlook: of the job.
    ///   - processors: seconds until each will probably be free, in rising order.
    ///   - now: seconds since the day's beginning.
    mutating func tell(_ outlook: Outlook, on processors: [Double], at now: Double) {
        let guess = forecaster.guess(outlook, on: processors, at: .seconds(now))
        told[outlook.id] = (forecaster.forecast(guess, at: .seconds(now)), now)
        forecaster.follow(outlook.id, guess, at: .seconds(now))
    }

    mutating func begin(_ id: JobID, at now: Double) {
        guard let (forecast, at) = told.removeValue(forKey: id) else { return }
        forecaster.begin(id, at: .seconds(now))
        score.add(forecast, began: now - at)
    }
}
