package import Jobs
package import JobStore
package import Logging

/// What the supervisor's state asks the shell to do.
package enum SupervisorAction<Ticket: Hashable & Sendable>: Sendable {
    case answer(Ticket, Verdict)
    /// Answer that the command was carried out, and with this.
    case explain(Ticket, Explanation)
    /// Hand these changes to the writer as one transaction. At most one batch is out at a time.
    case commit([StoreChange])
    case startForkserver(Equipment)
    /// Kill the forkserver, and its processors with it: it hangs.
    case endForkserver(Equipment)
    case fork(slot: Int)
    case assign(slot: Int, Assignment)
    /// Tell the slot's processor how many others its job may use.
    case lend(slot: Int, Loan)
    case kill(slot: Int, pid: Int32)
    /// Close the socket of the slot's processor, which then gives its job up, or leaves if it has none.
    case hangUp(slot: Int)
    /// Go on this errand.
    case runErrand(Assignment)
    /// Nobody wants the errand any more.
    case dropErrand(JobID)
    /// There may be something to deliver.
    case deliver
    /// What came of the last try of these deliveries is durable.
    case deliveriesRecorded([Int64])
    /// The job is gone from the store: remove its folder, off the event loop.
    case removeFiles(JobID)
    /// The slot's processor is gone: close its socket, clear its page of the scoreboard.
    case release(slot: Int)
    /// What this speaks of is durable. Nothing depends on its arrival.
    case publish([Notice])
    case log(Logger.Level, String, about: LogSubject? = nil)
}
