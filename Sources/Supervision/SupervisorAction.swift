package import Jobs
package import JobStore
package import Logging

/// What the supervisor's state asks the shell to do.
package enum SupervisorAction<Ticket: Hashable & Sendable>: Sendable {
    case answer(Ticket, Verdict)
    /// Hand these changes to the writer as one transaction. At most one batch is out at a time.
    case commit([StoreChange])
    case startForkserver
    case fork(slot: Int)
    case assign(slot: Int, Assignment)
    case kill(slot: Int, pid: Int32)
    /// The slot's processor has no job and is not needed: close its socket, so that it leaves.
    case dismiss(slot: Int)
    /// The slot's processor is gone: close its socket, clear its page of the scoreboard.
    case release(slot: Int)
    case log(Logger.Level, String)
}
