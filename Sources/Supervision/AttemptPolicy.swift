import Jobs

/// What an end of an attempt that does not settle its job means for the job.
struct AttemptPolicy: Sendable {
    let limits: ServiceSettings.Limits

    /// Someone (the kernel, short of memory; an operator) killed the processor: the job is hardly at fault, but
    /// it is not started for ever.
    static let maximumKills = 10
    /// The service went down around the job: perhaps because of it.
    static let maximumLosses = 10
    /// The machine could not run the job. That it has no room on the disk does not count: room comes back.
    static let maximumTroubles = 10

    enum Decision: Hashable, Sendable {
        case again
        case fail(Problem)
    }

    /// - Parameters:
    ///   - end: how the attempt ended.
    ///   - job: with this end already counted.
    /// - Returns: whether the job waits again or has failed.
    func decide(_ end: AttemptEnd, of job: ActiveJob) -> Decision {
        switch end {
        case .limit(let code): .fail(Self.limit(code))
        case .failed(.storageFull), .handedBack: .again
        case .failed(.machineTrouble), .exit(ProcessorExitStatus.trouble):
            job.tally.troubles < Self.maximumTroubles ? .again : .fail(Self.machineTrouble)
        case .signal(9):
            job.tally.kills < Self.maximumKills ? .again : .fail(Self.crash(end, job.tally.kills))
        case .lost: job.tally.losses < Self.maximumLosses ? .again : .fail(Self.loss(job.tally.losses))
        default:
            job.tally.crashes < limits.maximumAttempts ? .again : .fail(Self.crash(end, job.tally.crashes))
        }
    }

    /// What an end without a report stands for.
    /// - Parameters:
    ///   - end: as the operating system says it.
    ///   - job: whose attempt it was.
    ///   - killedFor: the limit for which the supervisor killed the processor; nil when it did not.
    ///   - cpuMilliseconds: what the processor used.
    /// - Returns: the limit that the job met, else the end itself.
    func meaning(
        of end: AttemptEnd, of job: ActiveJob, killedFor: Problem.Code?, cpuMilliseconds: Int64
    ) -> AttemptEnd {
        if let killedFor { return .limit(killedFor) }
        return switch end {
        case .signal(24): .limit(.cpuLimit)
        case .signal(9) where cpuMilliseconds >= cpuLimitMilliseconds(of: job): .limit(.cpuLimit)
        case .exit(ProcessorExitStatus.outOfMemory): .limit(.memoryLimit)
        default: end
        }
    }

    /// How long the job waits before its next attempt: not at all when its processor was killed or lost for the first
    /// time, for that is hardly its fault; otherwise each time four times as long as the time before, spread so that
    /// jobs that failed together do not come back together.
    /// - Parameters:
    ///   - end: how the attempt ended.
    ///   - job: with this end already counted.
    ///   - spread: from 0.5 to 1.5.
    /// - Returns: zero where the job waits in the queue at once.
    func pause(after end: AttemptEnd, of job: ActiveJob, spread: Double) -> Duration {
        switch end {
        case .handedBack: .zero
        case .lost: Self.pause(job.tally.losses, forgiven: 1, spread)
        case .signal(9): Self.pause(job.tally.kills, forgiven: 1, spread)
        case .failed(.storageFull): Self.pause(job.tally.shortages, forgiven: 0, spread)
        case .failed, .exit(ProcessorExitStatus.trouble):
            Self.pause(job.tally.troubles, forgiven: 0, spread)
        default: Self.pause(job.tally.crashes, forgiven: 0, spread)
        }
    }

    private static func pause(_ times: UInt8, forgiven: Int, _ spread: Double) -> Duration {
        guard times > forgiven else { return .zero }
        let doublings = min(2 * (Int(times) - forgiven - 1), 20)
        return min(firstPause * (1 << doublings), longestPause) * spread
    }

    private static let firstPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(60)
}

/// The limits of one job.
extension AttemptPolicy {
    /// How long the job may hold its processor.
    func timeLimit(of job: ActiveJob) -> Duration {
        let cpu = Double(limits.processorCPUSecondsPerMegapixel) * Double(pixels(of: job)) / 1e6
        let asked = Double(job.options.durationMilliseconds ?? 0) / 1000
        return .seconds(Double(limits.processorSeconds) + cpu + asked)
    }

    /// How many jobs of one user may run at once; nil for any number.
    var mostRunning: Int? { limits.maximumRunningPerUser > 0 ? limits.maximumRunningPerUser : nil }

    /// How long the job may go on without progress; nil when that is not limited.
    var stallLimit: Duration? { limits.stallSeconds > 0 ? .seconds(limits.stallSeconds) : nil }

    /// At which CPU time the kernel kills the processor, should it not heed the warning before. The kernel's own account
    /// may lag behind by a tick.
    private func cpuLimitMilliseconds(of job: ActiveJob) -> Int64 {
        let megapixels = (pixels(of: job) + 999_999) / 1_000_000
        let seconds = limits.processorCPUSeconds + limits.processorCPUSecondsPerMegapixel * megapixels
        return Int64(seconds) * 1000 - 50
    }

    private func pixels(of job: ActiveJob) -> Int {
        job.image?.mostPixels(maximumPixels: limits.maximumPixels, maximumPages: limits.maximumPages) ?? 0
    }
}

/// What the owner is told.
extension AttemptPolicy {
    /// Of content that processors died of, the last of them by `end`; nil when that was another job's.
    static func quarantined(_ end: AttemptEnd? = nil) -> Problem {
        let last = end.map { " (the last one \(manner(of: $0)))" } ?? ""
        return Problem(
            .quarantined,
            "Two processors died while they worked on this file\(last), so it is not started any more, whoever sends "
                + "it. Save it anew with another program and send that, or ask the operator to look at it and release "
                + "it.")
    }

    /// Of a job that waited too long.
    static let deadlinePassed = Problem(
        .deadlinePassed,
        "The job had not begun when its deadline passed. Send it again with a longer deadline, or without.")

    private static func limit(_ code: Problem.Code) -> Problem {
        let what =
            switch code {
            case .storageLimit: "wrote more to the disk than it may, or the disk is full"
            case .cpuLimit: "needed more computing time than it may"
            case .memoryLimit: "needed more memory than it may"
            case .stallLimit: "made no progress for longer than it may"
            default: "held its processor longer than it may"
            }
        return Problem(code, "The job \(what). Try a smaller image, or raise the limit.")
    }

    private static let machineTrouble = Problem(
        .machineTrouble,
        "The machine could not run the job. Nothing is wrong with the file: try again, or ask the operator.")

    private static func loss(_ times: UInt8) -> Problem {
        Problem(
            .crashed,
            "The service went down \(times) times while it worked on this job, perhaps because of it. Ask the operator, "
                + "or try again.")
    }

    private static func crash(_ end: AttemptEnd, _ times: UInt8) -> Problem {
        let often = times == 1 ? "once" : "\(times) times"
        return Problem(
            .crashed,
            "The processor \(manner(of: end)) while it worked on this job, \(often). The file may be damaged in a way "
                + "that its reader does not survive: save it anew with another program and try again.")
    }

    private static func manner(of end: AttemptEnd) -> String {
        switch end {
        case .signal(let number): "was ended by \(AttemptEnd.signalName(number))"
        case .exit(let status): "left with status \(status)"
        case .limit(.memoryLimit): "ran out of memory"
        default: "ended"
        }
    }
}
