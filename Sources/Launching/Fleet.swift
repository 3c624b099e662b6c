/// Which part is in what state, and what to do next: a value without processes, clocks or files. The launcher tells
/// it what happened and performs the actions that it returns. Times are monotonic.
package struct Fleet: Sendable {
    /// A part that ends this often before the service was ready will not get better.
    static let failuresBeforeGivingUp = 4
    /// When it is said that a start takes long: a large store, or one of an earlier version, takes its time.
    static let usualStart = Duration.seconds(60)
    static let longestStart = Duration.seconds(600)

    private var phase = Phase.starting(until: .zero, isLong: false)
    private var members: [Member]
    private var status: Int32 = 0
    /// When the last stage of stopping is over.
    private var stopEnd: Duration = .zero

    /// `parts` are started in this order.
    package init(parts: [Part]) {
        members = parts.map { Member(part: $0) }
    }

    private enum Phase: Hashable {
        /// `isLong` once it was said.
        case starting(until: Duration, isLong: Bool)
        case running
        case stopping(stage: Int, killAt: Duration)
        case finished
    }

    private struct Member {
        let part: Part
        var state = State.waiting(until: .zero)
        var backoff = Backoff()
        var starts = 0
    }

    private enum State: Hashable {
        case waiting(until: Duration)
        /// Told to start; the launcher has not answered yet.
        case spawning
        case alive(pid: Int32, since: Duration)
        case ended
    }
}

/// Start and life.
extension Fleet {
    /// Whether the service was not ready yet: the launcher asks for its health.
    package var isStarting: Bool {
        if case .starting = phase { true } else { false }
    }

    /// Starts every part.
    package mutating func start(now: Duration) -> [FleetAction] {
        phase = .starting(until: now + Self.usualStart, isLong: false)
        return tick(now: now)
    }

    /// The settings are to be read again: by the supervisor, which alone can follow them while it runs.
    package func reload() -> [FleetAction] {
        members.compactMap { member in
            guard member.part == .supervisor, case .alive(let pid, _) = member.state else { return nil }
            return .reload(pid: pid)
        }
    }

    /// The process of `part` runs.
    package mutating func started(_ part: Part, pid: Int32, now: Duration) -> [FleetAction] {
        guard let index = members.firstIndex(where: { $0.part == part }) else { return [] }
        members[index].state = .alive(pid: pid, since: now)
        members[index].starts += 1
        return members[index].starts > 1 ? [.note(.restarted(part, pid: pid))] : []
    }

    /// The process of `part` could not be made.
    package mutating func notStarted(_ part: Part, reason: String, now: Duration) -> [FleetAction] {
        guard let index = members.firstIndex(where: { $0.part == part }) else { return [] }
        return memberEnded(index, pid: 0, .notStarted(reason), lifetime: .zero, now: now)
    }

    /// A child has ended; one that is no part, such as an orphan, changes nothing.
    package mutating func ended(pid: Int32, _ end: ChildEnd, now: Duration) -> [FleetAction] {
        for index in members.indices {
            if case .alive(pid, let since) = members[index].state {
                return memberEnded(index, pid: pid, end, lifetime: now - since, now: now)
            }
        }
        return []
    }

    /// Every part answers.
    package mutating func answered() -> [FleetAction] {
        guard isStarting else { return [] }
        phase = .running
        return [.announceReady]
    }

    /// Time has passed: starts what is due, ends what overstays.
    package mutating func tick(now: Duration) -> [FleetAction] {
        switch phase {
        case .starting(let deadline, true) where now >= deadline:
            return [.note(.startTookTooLong)] + giveUp(now: now)
        case .starting(let deadline, false) where now >= deadline:
            phase = .starting(until: deadline - Self.usualStart + Self.longestStart, isLong: true)
            return [.note(.startTakesLong)] + spawnDue(now: now)
        case .starting, .running: return spawnDue(now: now)
        case .stopping(let stage, let deadline) where now >= deadline: return killStage(stage)
        case .stopping, .finished: return []
        }
    }

    /// When `tick` has something to do next; nil when it never has.
    package var deadline: Duration? {
        let spawns = members.compactMap { member -> Duration? in
            if case .waiting(let until) = member.state { until } else { nil }
        }
        switch phase {
        case .starting(let until, _): return (spawns + [until]).min()
        case .running: return spawns.min()
        case .stopping(_, let killAt): return killAt
        case .finished: return nil
        }
    }

    private mutating func spawnDue(now: Duration) -> [FleetAction] {
        var actions: [FleetAction] = []
        for index in members.indices {
            guard case .waiting(let until) = members[index].state, until <= now else { continue }
            members[index].state = .spawning
            actions.append(.spawn(members[index].part))
        }
        return actions
    }

    private mutating func memberEnded(
        _ index: Int, pid: Int32, _ end: ChildEnd, lifetime: Duration, now: Duration
    ) -> [FleetAction] {
        let part = members[index].part
        switch phase {
        case .starting, .running:
            let delay = members[index].backoff.delay(afterLifetime: lifetime)
            members[index].state = .waiting(until: now + delay)
            guard isStarting, members[index].backoff.failures >= Self.failuresBeforeGivingUp else {
                return [.note(.ended(part, pid: pid, end, restartIn: delay))]
            }
            return [.note(.gaveUp(part, end))] + giveUp(now: now)
        case .stopping(let stage, _):
            members[index].state = .ended
            return isOver(stage) ? enter(stage: stage + 1, now: now) : []
        case .finished: return []
        }
    }
}

/// The end.
extension Fleet {
    /// Someone wants the service stopped. The second time, whatever still runs is killed.
    package mutating func stop(now: Duration) -> [FleetAction] {
        switch phase {
        case .starting, .running: [.note(.stopping)] + enter(stage: 0, now: now)
        case .stopping: killEverything()
        case .finished: []
        }
    }

    private mutating func giveUp(now: Duration) -> [FleetAction] {
        status = 1
        return enter(stage: 0, now: now)
    }

    /// The first stage from `stage` on that has a living part is told to end; without one, all is over.
    private mutating func enter(stage: Int, now: Duration) -> [FleetAction] {
        guard let next = Part.stopGraces.indices.first(where: { $0 >= stage && !isOver($0) }) else {
            phase = .finished
            return [.finish(status: status)]
        }
        if stage == 0 { stopEnd = now + Part.stopTime }
        let grace = now + Part.stopGraces[next]
        phase = .stopping(
            stage: next, killAt: next == Part.stopGraces.count - 1 ? max(grace, stopEnd) : grace)
        return living(next).map { .terminate(pid: $0.pid) }
    }

    /// Killed parts are given the same grace once more to be reaped; then they are killed again.
    private mutating func killStage(_ stage: Int) -> [FleetAction] {
        guard case .stopping(_, let killAt) = phase else { return [] }
        phase = .stopping(stage: stage, killAt: killAt + Part.stopGraces[stage])
        return living(stage).flatMap { [.note(.killing($0.part)), .kill(pid: $0.pid)] }
    }

    private func killEverything() -> [FleetAction] {
        Part.stopGraces.indices.flatMap { living($0) }.map { .kill(pid: $0.pid) }
    }

    private func isOver(_ stage: Int) -> Bool { living(stage).isEmpty }

    private func living(_ stage: Int) -> [(part: Part, pid: Int32)] {
        members.compactMap { member in
            guard member.part.stopStage == stage, case .alive(let pid, _) = member.state else { return nil }
            return (member.part, pid)
        }
    }
}
