import Jobs

/// What a processor's end without a report means for its job.
struct AttemptPolicy: Sendable {
    let limits: ServiceSettings.Limits

    /// Someone (the kernel, short of memory; an operator) killed the processor: the job is hardly at fault, but
    /// it is not started for ever.
    static let maximumKills = 10

    enum Decision: Hashable, Sendable {
        case again
        case fail(Problem)
    }

    /// - Parameters:
    ///   - end: how the attempt ended.
    ///   - job: with this end already counted.
    ///   - overran: whether the processor was killed because its time was over.
    /// - Returns: whether the job waits again or has failed.
    func decide(_ end: AttemptEnd, of job: ActiveJob, overran: Bool) -> Decision {
        if overran { return .fail(Self.overTime) }
        return switch end {
        case .signal(24): .fail(Self.overCPU)
        case .exit(ProcessorExitStatus.outOfMemory): .fail(Self.overMemory)
        case .signal(9): job.kills < Self.maximumKills ? .again : .fail(Self.crash(end, job.kills))
        case .lost: .again
        case .exit(ProcessorExitStatus.trouble) where job.crashes >= limits.maximumAttempts:
            .fail(Self.machineTrouble)
        default: job.crashes < limits.maximumAttempts ? .again : .fail(Self.crash(end, job.crashes))
        }
    }

    /// How long the job waits before its next attempt: not at all when its processor was killed or lost, for that is
    /// hardly its fault; after crashes and trouble of the machine four times as long as after the one before, spread
    /// so that jobs that failed together do not come back together.
    /// - Parameters:
    ///   - end: how the attempt ended.
    ///   - job: with this end already counted.
    ///   - spread: from 0.5 to 1.5.
    /// - Returns: zero where the job waits in the queue at once.
    func pause(after end: AttemptEnd, of job: ActiveJob, spread: Double) -> Duration {
        switch end {
        case .lost, .signal(9): return .zero
        default:
            let doublings = min(2 * max(0, job.crashes - 1), 20)
            return min(Self.firstPause * (1 << doublings), Self.longestPause) * spread
        }
    }

    private static let firstPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(60)

    /// How long the job may hold its processor.
    func timeLimit(of job: ActiveJob) -> Duration {
        let megapixels = Double(job.image?.pixels ?? 0) / 1e6
        let cpu = Double(limits.processorCPUSecondsPerMegapixel) * megapixels
        let asked = Double(job.options.durationMilliseconds ?? 0) / 1000
        return .seconds(Double(limits.processorSeconds) + cpu + asked)
    }

    private static let overTime = Problem(
        .timeLimit, "The job held its processor longer than it may. Try a smaller image, or raise the limit.")
    private static let overCPU = Problem(
        .cpuLimit, "The job needed more computing time than it may. Try a smaller image, or raise the limit.")
    private static let overMemory = Problem(
        .memoryLimit, "The job needed more memory than it may. Try a smaller image, or raise the limit.")

    private static let machineTrouble = Problem(
        .machineTrouble,
        "The machine could not run the job. Nothing is wrong with the file: try again, or ask the operator.")

    private static func crash(_ end: AttemptEnd, _ times: Int) -> Problem {
        let how =
            switch end {
            case .signal(let number): "was ended by \(AttemptEnd.signalName(number))"
            case .exit(let status): "left with status \(status)"
            default: "ended"
            }
        let often = times == 1 ? "once" : "\(times) times"
        return Problem(
            .crashed,
            "The processor \(how) while it worked on this job, \(often). The file may be damaged in a way "
                + "that its reader does not survive: save it anew with another program and try again.")
    }
}
