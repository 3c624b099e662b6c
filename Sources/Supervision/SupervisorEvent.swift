package import Jobs
package import JobStore

/// What the shell tells the supervisor's state.
package enum SupervisorEvent<Ticket: Hashable & Sendable>: Sendable {
    /// A command came out of the ring; `ticket` waits for its verdict.
    case command(Command, Ticket)
    /// Something came out of the ring that this version cannot read.
    case unreadableCommand(Ticket)
    /// The batch handed out last is durable.
    case committed(CommitResult)
    /// The machine failed the batch handed out last; nothing of it was kept.
    case commitFailed(reason: String)
    /// The store will never take the change at this place of the batch handed out last; nothing of it was kept.
    case commitRefused(change: Int, reason: String)
    /// The forkserver has loaded its equipment; `missing` names the defences that this kernel lacks, `lendable` says how
    /// many processors a job can use beside its own.
    case forkserverReady(Equipment = .models, missing: [String], lendable: Int = 0)
    case forkserverLost(Equipment = .models)
    case forked(slot: Int, pid: Int32)
    case forkFailed(slot: Int, errno: Int32)
    case reported(slot: Int, Report)
    /// The job at work in the slot has written more to the disk than it may.
    case overfull(slot: Int, JobID)
    /// The processor has closed its end: it is about to be reaped.
    case hungUp(slot: Int, pid: Int32)
    case exited(slot: Int, pid: Int32, ProcessorExit)
    /// How far the job in the slot is now; nil when its page of the scoreboard does not say.
    case looked(slot: Int, JobID, JobProgress?)
    /// The attempt at the errand is over.
    case errandEnded(JobID, attempt: Int, Report)
    /// The receiver of the delivery was tried, and wants no other try before some time.
    case deliveryTried(Delivery, DeliveryTry, retryAfter: Duration?)
    /// The time of these ended jobs is over.
    case expired([JobID])
    /// Removed jobs up to this one need not be remembered any longer.
    case forgettable(JobID)
    /// nginx told whether somebody was there to read what was published for the user.
    case audience(UserName, isRead: Bool)
    /// The operator's file of rules, at the start and whenever it is read again.
    case rulesFile(StoredRules)
    /// The settings, read again, want so many jobs to run at once.
    case resized(processors: Int)
    /// Nothing but time has passed.
    case tick
    case stop
}

/// How the operating system says a processor ended.
package struct ProcessorExit: Hashable, Sendable {
    package var end: AttemptEnd
    package var cpuMilliseconds: Int64
    package var peakMemoryKiB: Int64

    package init(end: AttemptEnd, cpuMilliseconds: Int64, peakMemoryKiB: Int64) {
        self.end = end
        self.cpuMilliseconds = cpuMilliseconds
        self.peakMemoryKiB = peakMemoryKiB
    }
}
