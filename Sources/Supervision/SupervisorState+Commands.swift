import Jobs
import JobStore
import Scheduling

extension SupervisorState {
    /// How long a processor may take to give its job up before it is killed.
    static var giveUpTime: Duration { .milliseconds(500) }

    mutating func receive(_ command: Command, _ ticket: Ticket, _ now: Moment) {
        guard takesCommands else { return actions.append(.answer(ticket, .stopping)) }
        switch command {
        case .submit(let submission): submit(submission, ticket)
        case .cancel(let id, let user): cancel(id, by: user, ticket, now)
        case .retry(let id, let user): retry(id, by: user, ticket)
        case .delete(let id, let user): delete(id, by: user, ticket, now)
        case .redeliver(let id, let delivery, let user):
            batches.append(.redeliver(id, delivery: delivery, by: user, at: now.wall), for: [ticket])
        case .release(let digest): release(digest, ticket)
        case .expire(let ids): expire(ids, ticket)
        case .follow(let user):
            audience.follow(user, now: now.monotonic)
            actions.append(.answer(ticket, .accepted))
        case .park(let request, let ids, let milliseconds):
            park(request, for: ids, .milliseconds(milliseconds), ticket, now)
        case .account(let change): batches.append(.account(change), for: [ticket])
        case .trySignIn(let attempt): trySignIn(attempt, ticket, now)
        case .explain(let id): explain(id, ticket, now)
        case .resize(let processors):
            resize(to: processors, now)
            actions.append(.answer(ticket, .accepted))
        case .propose(let piece): receive(piece, ticket)
        }
    }

    private mutating func submit(_ submission: Submission, _ ticket: Ticket) {
        if quarantine.holds(submission.content) {
            actions.append(.answer(ticket, .quarantined))
        } else if let refusal = refusal(of: submission.user) {
            actions.append(.answer(ticket, refusal))
        } else if let refusal = reserve(submission) {
            actions.append(.answer(ticket, refusal))
        } else {
            batches.append(.submit(submission), for: [ticket])
        }
    }

    /// A job that is not in memory has ended: only the store knows it, and it cannot be cancelled.
    private mutating func cancel(_ id: JobID, by user: UserName, _ ticket: Ticket, _ now: Moment) {
        guard let job = jobs[id] else { return actions.append(.answer(ticket, .refused)) }
        guard job.user == user else { return actions.append(.answer(ticket, .unknownJob)) }
        if giveUp(id, now) {
            endings[id, default: Ending()].cancels.append(ticket)
            endErrand(id, now)
        } else {
            batches.append(takeFromQueue(id, job, now), for: [ticket])
        }
    }

    private mutating func retry(_ id: JobID, by user: UserName, _ ticket: Ticket) {
        if let job = jobs[id] {
            actions.append(.answer(ticket, job.user == user ? .refused : .unknownJob))
        } else if let refusal = refusal(of: user) ?? quotaRefusal(of: user) {
            actions.append(.answer(ticket, refusal))
        } else {
            batches.append(.retry(id, by: user), for: [ticket])
        }
    }

    private mutating func delete(_ id: JobID, by user: UserName, _ ticket: Ticket, _ now: Moment) {
        if let job = jobs[id] {
            guard job.user == user else { return actions.append(.answer(ticket, .unknownJob)) }
            guard !giveUp(id, now) else {
                endings[id, default: Ending()].deletes.append(ticket)
                endErrand(id, now)
                return
            }
            batches.append(takeFromQueue(id, job, now))
        }
        batches.append(.delete(id, by: user), for: [ticket])
    }

    /// Forgets a waiting job.
    /// - Returns: the change that records its end.
    private mutating func takeFromQueue(_ id: JobID, _ job: ActiveJob, _ now: Moment) -> StoreChange {
        if !timers.remove(id) { leaveQueue(job) }
        waits.end(job.wait, job.kind)
        deadlines.remove(id)
        leave(id)
        tally.end(.cancelled, at: now)
        return .settle(id, .cancelled, at: now.wall, problem: nil, result: nil, attempt: nil)
    }

    /// Tells the processor that holds the job to let it go, at the latest when it is killed.
    /// - Returns: whether a processor holds it, or it is an errand under way.
    private mutating func giveUp(_ id: JobID, _ now: Moment) -> Bool {
        guard errands[id] == nil else { return true }
        for slot in slots.indices {
            guard case .busy(let pid, var work) = slots[slot], work.job == id else { continue }
            guard endings[id] == nil else { return true }
            work.deadline = min(work.deadline, now.monotonic + Self.giveUpTime)
            slots[slot] = .busy(pid: pid, work)
            actions.append(.hangUp(slot: slot))
            return true
        }
        return false
    }

    /// The end of a job that its owner gave up.
    mutating func endAsCancelled(_ work: ProcessorSlot.Work, _ exit: ProcessorExit?, _ now: Moment) {
        let attempt = Attempt(
            work, end: .cancelled, at: now, cpu: exit?.cpuMilliseconds, memory: exit?.peakMemoryKiB)
        settle(work, .cancelled, nil, nil, attempt, now)
    }

    /// Records the end of a job that a processor held, for whoever waits for it.
    mutating func recordEnd(of work: ProcessorSlot.Work, _ change: StoreChange) {
        let ending = endings.removeValue(forKey: work.job)
        let user = leave(work.job)?.user
        batches.append(change, for: ending?.cancels ?? [])
        guard let user, let deletes = ending?.deletes, !deletes.isEmpty else { return }
        batches.append(.delete(work.job, by: user), for: deletes)
    }
}
