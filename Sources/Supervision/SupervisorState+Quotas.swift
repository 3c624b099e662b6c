import Jobs
import JobStore

/// What the jobs of a day may take.
extension SupervisorState {
    /// How long the store may not know what users' jobs have taken, where nothing else is written.
    private static var usePatience: Duration { .seconds(1) }

    /// Takes over what was taken on the present day before the supervisor was started.
    mutating func restore(uses: [UserName: DayUse], at now: Moment) {
        days.begin(
            now.wall.day,
            with: uses.mapValues { use in
                // What is predicted of jobs that have not ended is added with each of them.
                DayUse(heldMilliseconds: use.heldMilliseconds, pixels: use.pixels)
            })
    }

    mutating func followDay(_ now: Moment) {
        guard now.wall.day != days.day else { return }
        days.begin(now.wall.day)
    }

    /// Why the user's quota of the day refuses the submission; nil when it fits, and is set aside.
    mutating func reserve(_ submission: Submission) -> Verdict? {
        let terms = terms(of: submission.user)
        guard terms.hasQuota else { return nil }
        let use = DayUse(
            predictedMilliseconds: Self.milliseconds(ofProcessor: cost(of: submission), submission.kind),
            pixels: submission.pixels)
        if let refusal = days.use(of: submission.user).refusal(of: use, terms) { return refusal }
        days.reserve(use, for: submission.id, of: submission.user)
        return nil
    }

    /// Why the user's quota of the day refuses one more job of which nothing is known; nil when something is left.
    func quotaRefusal(of user: UserName) -> Verdict? {
        let terms = terms(of: user)
        guard terms.hasQuota else { return nil }
        return days.use(of: user).refusal(of: DayUse(heldMilliseconds: 1, pixels: 1), terms)
    }

    /// Counts what an unfinished job will probably take, or no longer.
    mutating func countPrediction(of job: ActiveJob, sign: Int64) {
        let predicted = Self.milliseconds(ofProcessor: job.cost, job.kind)
        days.add(DayUse(predictedMilliseconds: sign * predicted), of: job.user, on: job.day)
    }

    /// Counts what an attempt has taken, in seconds.
    mutating func countHeld(_ held: Double, by job: ActiveJob) {
        let held = Self.milliseconds(ofProcessor: held, job.kind)
        days.add(DayUse(heldMilliseconds: held), of: job.user, on: job.day)
    }

    /// What is written anyway takes along what has been taken since; else it waits a little for something. Without
    /// quotas nobody will want to know after a restart.
    mutating func recordUses(_ now: Moment) {
        guard rules.haveQuotas, days.hasChanges else { return }
        if batches.isDue(now.monotonic) {
            batches.append(.recordUses(day: days.day, days.takeChanges()))
        } else if batches.isEmpty {
            batches.append(
                .recordUses(day: days.day, days.takeChanges()),
                notLaterThan: now.monotonic + (isStopping ? .zero : Self.usePatience))
        }
    }

    /// Errands hold no processor.
    private static func milliseconds(ofProcessor seconds: Double, _ kind: JobKind) -> Int64 {
        kind.isErrand ? 0 : Int64((seconds * 1000).rounded())
    }
}

extension Submission {
    var pixels: Int64 { Int64(image?.pixels ?? 0) }
}
