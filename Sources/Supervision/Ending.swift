/// The commands that wait for the processor of a job to let it go.
struct Ending<Ticket: Sendable>: Sendable {
    /// To be told whether the job ended as cancelled.
    var cancels: [Ticket] = []
    /// The job is removed once it has ended.
    var deletes: [Ticket] = []
}
