import Jobs
import Logging

extension SupervisorState {
    /// Grows from 50 ms to 5 s with each loss in a row, so that a forkserver that cannot live does not spin.
    var restartDelay: Duration {
        forkserverLosses == 0 ? .zero : min(.milliseconds(25) * (1 << min(forkserverLosses, 8)), .seconds(5))
    }

    /// Warm or working processors that are wanted and neither there nor asked for.
    var warmMissing: Int {
        guard case .ready = forkserver, !isStopping else { return 0 }
        return max(0, wanted + spares - present)
    }

    /// Processors that have a job, or will be ready for one.
    var present: Int {
        slots.count { slot in
            switch slot {
            case .forking, .idle, .busy: true
            case .free, .leaving: false
            }
        }
    }

    mutating func keepProcessorsWarm(_ now: Moment) {
        guard !isStopping else { return }
        if case .down(let since) = forkserver, now.monotonic >= (since ?? .zero) + restartDelay {
            forkserver = .starting
            watch.starts(now.monotonic)
            actions.append(.startForkserver)
        }
        guard now.monotonic >= forkNotBefore else { return }
        for _ in 0..<warmMissing {
            guard let slot = slots.firstIndex(where: \.isFree) else { return }
            slots[slot] = .forking
            watch.forks(slot, now.monotonic)
            actions.append(.fork(slot: slot))
        }
    }

    mutating func forkserverIsReady(missing: [String]) {
        forkserver = .ready
        watch.isReady()
        forkserverLosses = 0
        if !missing.isEmpty {
            let names = missing.joined(separator: ", ")
            actions.append(
                .log(.warning, "this kernel lacks \(names): processors run with fewer defences"))
        }
    }

    mutating func fill(_ slot: Int, pid: Int32, _ now: Moment) {
        guard slots.indices.contains(slot), case .forking = slots[slot] else { return }
        watch.hasForked(slot)
        slots[slot] = .idle(pid: pid)
        dismissSurplus(now)
    }

    mutating func forkFailed(_ slot: Int, errno: Int32, _ now: Moment) {
        guard slots.indices.contains(slot), case .forking = slots[slot] else { return }
        watch.hasForked(slot)
        slots[slot] = .free
        forkNotBefore = now.monotonic + Self.forkRetryDelay
        actions.append(.log(.error, "no processor could be forked (errno \(errno)); trying again"))
    }

    /// All processors died with it. Their jobs go on with the next one.
    mutating func loseForkserver(_ now: Moment) {
        forkserver = .down(since: now.monotonic)
        forkserverLosses += 1
        watch = ForkserverWatch()
        actions.append(.log(.error, "the forkserver ended; starting another"))
        let lost = ProcessorExit(end: .lost, cpuMilliseconds: 0, peakMemoryKiB: 0)
        for slot in slots.indices {
            if let pid = slots[slot].pid { reap(slot, pid: pid, lost, now) }
            slots[slot] = .free
        }
    }
}
