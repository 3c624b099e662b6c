import Foundation
package import Jobs

/// Says when waiting jobs will begin, and learns from when they did.
///
/// What the queue makes of the work ahead is a guess: costs are heavy-tailed, other users come and go, and how far off
/// it is differs from machine to machine. So guesses are followed up: for each order of magnitude the latest errors are
/// kept, and the median and the ninth decile of a forecast are those of the errors made before. Source: Vovk, Gammerman,
/// Shafer, "Algorithmic Learning in a Random World" (2005), conformal prediction: while errors to come are like those
/// of late, half and nine tenths of all jobs begin by then, whatever the distribution of costs.
///
/// Errors are logarithms of ratios, divided by how far such a guess may be expected to stray: the sum of many jobs is
/// told better than that of few.
package struct Forecaster: Sendable {
    /// What is guessed of a start before anything is known of errors.
    package struct Guess: Hashable, Sendable {
        /// From now on.
        package var seconds: Double
        /// How many jobs are to begin before.
        package var jobs: Int

        package init(seconds: Double, jobs: Int) {
            (self.seconds, self.jobs) = (seconds, jobs)
        }
    }

    private var arrivals = Arrivals()
    private var errors = [RecentErrors](repeating: RecentErrors(), count: magnitudes)
    /// With the monotonic time of the guess.
    private var followed = [[JobID: (guess: Guess, at: Duration)]](repeating: [:], count: magnitudes)
    /// The magnitude of each job that is followed.
    private var places: [JobID: Int] = [:]

    /// Each four times as long as the one before, from `tick` up to days.
    private static let magnitudes = 12
    /// Jobs of one magnitude that are followed at once.
    private static let mostFollowed = 128
    private static let weighInterval = Duration.seconds(1)
    /// Which part of the processors is left at least for what waits already, whatever arrives: no crowd lasts.
    private static let leastLeft = 0.25
    /// What giving a job to a free processor takes, in seconds: errors of shorter times say nothing.
    private static let tick = 0.02

    package init() {}

    /// Takes note of a job that came at the monotonic time `now`.
    /// - Parameters:
    ///   - cost: its predicted processor time, in seconds.
    ///   - backlog: what its user has waiting with it, in seconds of processor time at weight 1.
    package mutating func arrive(_ cost: Double, onto backlog: Double, at now: Duration) {
        arrivals.add(cost, onto: backlog, at: now / .seconds(1))
    }

    /// What can be guessed of a job with `outlook` at the monotonic time `now`.
    /// - Parameters:
    ///   - outlook: of the job.
    ///   - processors: seconds until each will probably be free, in rising order; there is one at least.
    ///   - own: the same of those that work on jobs of its user.
    ///   - mostRunning: how many jobs of one user may run at once; nil for any number.
    ///   - now: the time.
    /// - Complexity: O(processors).
    package mutating func guess(
        _ outlook: Outlook, on processors: [Double], own: [Double] = [], mostRunning: Int? = nil,
        at now: Duration
    ) -> Guess {
        let count = Double(processors.count)
        let arriving = arrivals.rate(before: outlook.progress, at: now / .seconds(1))
        let left = max(Self.leastLeft * count, count - arriving)
        var seconds = WorkAhead.time(of: outlook.workAhead, on: processors) * count / left
        if let mostRunning, own.count + outlook.ownAhead >= mostRunning {
            let free = [Double](repeating: 0, count: max(0, mostRunning - own.count))
            seconds = max(seconds, WorkAhead.time(of: outlook.ownWork, on: (free + own).sorted()))
        }
        return Guess(seconds: seconds, jobs: outlook.ahead + 1)
    }

    /// When a job of which `guess` is guessed at the monotonic time `now` will begin.
    package mutating func forecast(_ guess: Guess, at now: Duration) -> StartForecast {
        let magnitude = Self.magnitude(guess)
        weigh(magnitude, at: now)
        func time(_ error: Double) -> Double {
            max(0, (guess.seconds + Self.tick) * exp(error * Self.stray(guess)) - Self.tick)
        }
        return StartForecast(median: time(errors[magnitude].median), late: time(errors[magnitude].late))
    }

    /// Brings the quantiles of a magnitude up to date, where they are old. A job that still waits has an error already
    /// where it has waited longer than was guessed: without it, while waits grow, only the short ones would be known.
    private mutating func weigh(_ magnitude: Int, at now: Duration) {
        guard now >= errors[magnitude].weighed + Self.weighInterval else { return }
        let waiting = followed[magnitude].values.map { Self.error(of: $0.guess, after: now - $0.at) }
        errors[magnitude].weigh(waiting, at: now)
    }

    private static func error(of guess: Guess, after time: Duration) -> Double {
        log((time / .seconds(1) + tick) / (guess.seconds + tick)) / stray(guess)
    }

    /// Remembers what was guessed of a job at the monotonic time `now`, if there is room.
    package mutating func follow(_ id: JobID, _ guess: Guess, at now: Duration) {
        let magnitude = Self.magnitude(guess)
        guard followed[magnitude].count < Self.mostFollowed, places[id] == nil else { return }
        followed[magnitude][id] = (guess, now)
        places[id] = magnitude
    }

    /// Learns from a job that begins at the monotonic time `now`, if it was followed.
    package mutating func begin(_ id: JobID, at now: Duration) {
        // One that found a free processor never waited for what was guessed.
        guard let magnitude = places[id], let (guess, at) = forget(id), now > at else { return }
        errors[magnitude].add(Self.error(of: guess, after: now - at))
    }

    /// Forgets a job that will not begin.
    @discardableResult
    package mutating func forget(_ id: JobID) -> (guess: Guess, at: Duration)? {
        places.removeValue(forKey: id).flatMap { followed[$0].removeValue(forKey: id) }
    }

    /// How many jobs are followed.
    var followedCount: Int { places.count }

    private static func magnitude(_ guess: Guess) -> Int {
        let doublings = log2(max(0, guess.seconds) / tick + 1)
        return doublings.isFinite ? min(Int(doublings / 2), magnitudes - 1) : magnitudes - 1
    }

    /// How far the logarithm of a time that so many jobs add up to may be expected to stray: what one job does, less for
    /// several, and what concerns all of them.
    private static func stray(_ guess: Guess) -> Double {
        (0.04 + 0.25 / Double(max(1, guess.jobs))).squareRoot()
    }
}

/// The latest errors, and before there are any, those of a normal distribution.
private struct RecentErrors: Sendable {
    private static let length = 128
    private static let normal = [-1.28, -0.84, -0.52, -0.25, 0, 0.25, 0.52, 0.84, 1.28]

    /// A little more than the nine tenths that are promised: jobs of one batch err together, so that the latest errors
    /// are worth fewer than they are.
    private static let latePart = 0.93

    private var latest = normal
    private var next = 0
    private(set) var median = 0.0
    /// Nine of ten were not larger.
    private(set) var late = 1.28
    /// When the two were found, by the monotonic clock.
    private(set) var weighed: Duration = .zero

    mutating func add(_ error: Double) {
        guard error.isFinite else { return }
        if latest.count < Self.length { latest.append(error) } else { latest[next] = error }
        next = (next + 1) % Self.length
    }

    /// - Parameter waiting: errors so far of jobs that have not begun.
    mutating func weigh(_ waiting: [Double], at now: Duration) {
        let all = (latest.map { (error: $0, isLast: true) } + waiting.map { ($0, false) })
            .sorted { ($0.error, $0.isLast ? 0 : 1) < ($1.error, $1.isLast ? 0 : 1) }
        (median, late) = (Self.quantile(0.5, all), Self.quantile(Self.latePart, all))
        weighed = now
    }

    /// What all but `part` of errors do not exceed. An error that is not known to its end counts among the larger ones
    /// up to where it is known. Source: Kaplan, Meier, "Nonparametric Estimation from Incomplete Observations" (1958).
    private static func quantile(_ part: Double, _ sorted: [(error: Double, isLast: Bool)]) -> Double {
        var larger = 1.0
        for (place, (error, isLast)) in sorted.enumerated() where isLast {
            let left = Double(sorted.count - place)
            larger *= left / (left + 1)
            if larger <= 1 - part { return error }
        }
        return sorted.last?.error ?? 0
    }
}
