import Jobs

/// Requests that wait in nginx, so that no thread does.
extension SupervisorState {
    /// The longest that a request may wait.
    static var longestParking: Duration { .seconds(60) }

    /// Answers with `.accepted` when the request will be told of the end of its jobs, with `.refused` when there is
    /// nothing to wait for: all have ended, and their ends are durable.
    mutating func park(
        _ request: JobID, for ids: [JobID], _ time: Duration, _ ticket: Ticket, _ now: Moment
    ) {
        let unsettled = ids.filter { jobs.owner(of: $0) != nil || lastOwners[$0] != nil }
        guard !unsettled.isEmpty else { return actions.append(.answer(ticket, .refused)) }
        guard parked.count < ParkedRequests.limit else { return actions.append(.answer(ticket, .overloaded)) }
        parked.park(request, for: unsettled, until: now.monotonic + min(time, Self.longestParking))
        actions.append(.answer(ticket, .accepted))
    }

    /// What ends every wait: the next supervisor knows nothing of them.
    mutating func releaseAllParked() -> [Notice] {
        parked.takeAll().map { .answer(parked: $0) }
    }

    /// Answers the requests whose time is over.
    mutating func releaseParked(_ now: Moment) {
        answer(parked.takeDue(now.monotonic))
    }
}
