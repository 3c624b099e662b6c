import Documents
import Jobs

extension Backend {
    /// Refuses a submission of which it is known before its body is read that it cannot be taken. One with a key may
    /// be there already, and is left to the supervisor.
    /// - Throws: `Problem` with `.storageFull` or `.tooMuchWork`.
    func checkRoom(hasKey: Bool) throws(Problem) {
        guard !storage.isShort() else { throw .noRoom }
        guard !hasKey, let activity = activity.activity() else { return }
        guard activity.waiting + activity.scheduled < limits.maximumWaiting else {
            throw tooMuchWork(activity)
        }
    }

    /// Why a job was not taken, or that nobody knows; for any reply but an acceptance. Only a request with a key can be
    /// sent again without a second thought.
    func problem(of reply: CommandReply, hasKey: Bool = false) -> Problem {
        switch reply {
        case .verdict(.mismatch): .mismatch
        case .verdict(.overloaded): tooMuchWork(activity.activity())
        case .verdict(.overQuota): overQuota(activity.activity())
        case .verdict(.overDay): overDay
        case .verdict(.largerThanDay): .largerThanDay
        case .verdict(.quarantined): .quarantined
        case .verdict(.stopping), .unavailable:
            Problem(
                .serviceUnavailable, "The service takes no jobs at the moment. Please try again in a moment.",
                privateDetail: "supervisor: \(reply)")
        case .verdict(.failed):
            Problem(
                .serviceUnavailable, "The job could not be stored. Please try again in a moment.",
                privateDetail: "supervisor: the store did not keep the job")
        case .verdict, .explanation:
            .internalError("supervisor: it does not understand this responder: \(reply)")
        case .unknown:
            Problem(
                .serviceUnavailable,
                "Nothing confirmed the job in time. "
                    + (hasKey
                        ? "Send it again with the same key: it is done once."
                        : "Look at the list of jobs before sending it again."),
                privateDetail: "supervisor: no verdict in time")
        }
    }

    private func tooMuchWork(_ activity: ServiceActivity?) -> Problem {
        let wait = activity.secondsUntilPlace(amongUsers: 1)
        return Problem(
            .tooMuchWork,
            "\(limits.maximumWaiting) jobs wait already, as many as the service takes. \(Self.again(wait))",
            retryAfterSeconds: wait)
    }

    private func overQuota(_ activity: ServiceActivity?) -> Problem {
        let wait = activity.secondsUntilPlace(amongUsers: activity?.users ?? 1)
        return Problem(
            .quotaExceeded,
            "As many of your jobs wait already as one user may have. \(Self.again(wait))",
            retryAfterSeconds: wait)
    }

    private var overDay: Problem {
        let now = now()
        return Problem(
            .dailyQuotaExceeded,
            "Your jobs of today take all that they may. The same request fits again from "
                + "\(now.endOfDay.rfc3339) on.",
            retryAfterSeconds: Int(now.secondsToEndOfDay), fitsAt: now.endOfDay)
    }

    private static func again(_ seconds: Int) -> String {
        "A place should be free in about \(seconds == 1 ? "a second" : "\(seconds) seconds"): try again then."
    }
}

extension ServiceActivity? {
    /// The longest that a client is sent away for.
    private static var longestWaitSeconds: Int { 3600 }
    /// Where nothing has ended for a minute.
    private static var unknownWaitSeconds: Int { 60 }

    /// Seconds until one more waiting job has probably begun, at the pace of the last minute, where so many users take
    /// turns: 1 to 3600.
    fileprivate func secondsUntilPlace(amongUsers users: Int) -> Int {
        guard let ended = self?.endedInMinute, ended > 0 else { return Self.unknownWaitSeconds }
        let seconds = (60 * max(1, users) + ended - 1) / ended
        return min(max(1, seconds), Self.longestWaitSeconds)
    }
}

extension Problem {
    /// No day is long enough.
    fileprivate static let largerThanDay = Problem(
        .largerThanQuota,
        "This job alone takes more than your jobs of a whole day may. Send a smaller image, or ask the operator."
    )

    /// The disk has less room than is kept free for what was accepted.
    fileprivate static let noRoom = Problem(
        .storageFull,
        "The disk is nearly full, so that no new jobs are taken; those that were accepted go on. Delete jobs that are "
            + "no longer needed, or ask the operator for room, then try again.")
}
