import Jobs
import Logging

extension SupervisorState {
    /// Which of `forkservers` the slot belongs to.
    func forkserver(of slot: Int) -> Int { slot % forkservers.count }

    func slots(of forkserver: Int) -> StrideTo<Int> {
        stride(from: forkserver, to: slots.count, by: forkservers.count)
    }

    /// Warm or working processors that are wanted and neither there nor asked for.
    func warmMissing(_ forkserver: Int) -> Int {
        guard forkservers[forkserver].phase == .ready, !isStopping else { return 0 }
        return max(0, wanted + spares - present(forkserver))
    }

    /// Processors that have a job, or will be ready for one.
    func present(_ forkserver: Int) -> Int {
        slots(of: forkserver).count { slot in
            switch slots[slot] {
            case .forking, .idle, .busy: true
            case .free, .leaving, .dying: false
            }
        }
    }

    mutating func keepProcessorsWarm(_ now: Moment) {
        guard !isStopping else { return }
        for forkserver in forkservers.indices {
            if let time = forkservers[forkserver].restartTime, now.monotonic >= time {
                forkservers[forkserver].starts(now)
                actions.append(.startForkserver(forkservers[forkserver].equipment))
            }
            guard now.monotonic >= forkservers[forkserver].forkNotBefore else { continue }
            let asked = slots(of: forkserver).count { slots[$0].isForking }
            for _ in 0..<min(warmMissing(forkserver), Self.mostForksAsked - asked) {
                guard let slot = slots(of: forkserver).first(where: { slots[$0].isFree }) else { break }
                slots[slot] = .forking
                forkservers[forkserver].watch.forks(slot, now.monotonic)
                actions.append(.fork(slot: slot))
            }
        }
    }

    mutating func forkserverIsReady(_ equipment: Equipment, missing: [String], lendable: Int) {
        guard let forkserver = place(of: equipment) else { return }
        forkservers[forkserver].isReady(lendable: lendable)
        if !missing.isEmpty {
            let names = missing.joined(separator: ", ")
            actions.append(
                .log(.warning, "this kernel lacks \(names): processors run with fewer defences"))
        }
    }

    mutating func fill(_ slot: Int, pid: Int32, _ now: Moment) {
        guard slots.indices.contains(slot), case .forking = slots[slot] else { return }
        forkservers[forkserver(of: slot)].watch.hasForked(slot)
        slots[slot] = .idle(pid: pid)
        dismissSurplus(now)
    }

    mutating func forkFailed(_ slot: Int, errno: Int32, _ now: Moment) {
        guard slots.indices.contains(slot), case .forking = slots[slot] else { return }
        forkservers[forkserver(of: slot)].watch.hasForked(slot)
        slots[slot] = .free
        forkservers[forkserver(of: slot)].forkNotBefore = now.monotonic + Self.forkRetryDelay
        actions.append(.log(.error, "no processor could be forked (errno \(errno)); trying again"))
    }

    /// All its processors died with it. Their jobs go on with the next one.
    mutating func loseForkserver(_ equipment: Equipment, _ now: Moment) {
        guard let forkserver = place(of: equipment) else { return }
        forkservers[forkserver].isLost(now)
        actions.append(.log(.error, "the forkserver (\(equipment)) ended; starting another"))
        let lost = ProcessorExit(end: .lost, cpuMilliseconds: 0, peakMemoryKiB: 0)
        for slot in slots(of: forkserver) {
            if let pid = slots[slot].pid { reap(slot, pid: pid, lost, now) }
            slots[slot] = .free
        }
    }

    private func place(of equipment: Equipment) -> Int? {
        forkservers.firstIndex { $0.equipment == equipment }
    }
}
