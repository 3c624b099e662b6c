import Glibc
import Jobs
import Logging
import SharedRing

/// What comes from the forkserver and its processors.
extension Supervisor {
    /// The one that the state's slot belongs to; nil when it does not run.
    func forkserver(of slot: Int) -> Forkserver? {
        forkservers[state.forkservers[state.forkserver(of: slot)].equipment]
    }

    func startForkserver(_ equipment: Equipment) {
        if forkservers.isEmpty { processorBoard = nil }
        do throws(SupervisorError) {
            forkservers[equipment] = try Forkserver(
                program: processorProgram, equipment: equipment,
                // Those of one scoreboard: it is copied while any of them still writes to the removed one.
                scoreboard: (processorBoard ?? scoreboard).descriptor,
                models: LanguageModels(languages: settings.language, folder: settings.modelsFolder),
                settings: ProcessorSettings(spoolFolder: settings.spoolFolder, limits: settings.limits))
        } catch {
            logger.error("\(error)")
            later(.forkserverLost(equipment))
        }
    }

    /// Asks the forkserver of the slot. One that does not take what it is asked hangs, or is gone.
    func ask(_ request: ForkserverRequest, about slot: Int) {
        guard let forkserver = forkserver(of: slot), !forkserver.send(request) else { return }
        logger.error("the forkserver (\(forkserver.equipment)) takes no requests")
        lose(forkserver)
    }

    /// Gives the job to the slot's processor.
    func assign(_ assignment: Assignment, to slot: Int) {
        guard let processor = processors[slot] else { return }
        logger.debug(
            "job \(assignment.id) begins",
            metadata: LogSubject(
                job: assignment.id, attempt: assignment.attempt, request: assignment.requestID
            ).metadata)
        if assignment.hasInput {
            folders.begin(
                slot,
                FolderWatch.Attempt(
                    job: assignment.id, pid: processor.pid, image: assignment.image,
                    textBytes: assignment.options.textBytes, since: Moment.now().monotonic))
        }
        processor.send(assignment)
    }

    /// Jobs that have written too much.
    func collectOverfull() {
        for (slot, job) in folders.takeOverfull() { later(.overfull(slot: slot, job)) }
    }

    func collectEvents(from forkserver: Forkserver) {
        while true {
            switch forkserver.receive() {
            case .nothing: return
            case .ended: return lose(forkserver)
            case .event(let event, let descriptor): take(event, descriptor: descriptor, forkserver)
            }
        }
    }

    private func take(_ event: ForkserverEvent, descriptor: Int32?, _ forkserver: Forkserver) {
        switch event {
        case .ready(let missing, let lendable):
            forkserver.isReady = true
            later(.forkserverReady(forkserver.equipment, missing: missing, lendable: lendable))
        case .forked(let slot, let pid):
            guard let descriptor else { return later(.forkFailed(slot: slot, errno: EBADF)) }
            processors[slot] = ProcessorChannel(descriptor: descriptor, pid: pid)
            return later(.forked(slot: slot, pid: pid))
        case .forkFailed(let slot, let errno): later(.forkFailed(slot: slot, errno: errno))
        case .exited(let slot, let pid, let waitStatus, let cpu, let memory):
            if let processor = processors[slot] { collectReport(from: processor, slot) }
            if let held = state.held.first(where: { $0.slot == slot }) { look(at: slot, held.job) }
            let exit = ProcessorExit(
                end: AttemptEnd(waitStatus: waitStatus), cpuMilliseconds: cpu, peakMemoryKiB: memory)
            later(.exited(slot: slot, pid: pid, exit))
        }
        if let descriptor { close(descriptor) }
    }

    /// Reports that arrived before the end count; everything else is lost with the forkserver.
    private func lose(_ forkserver: Forkserver) {
        for (slot, processor) in processors { collectReport(from: processor, slot) }
        for (slot, job) in state.held { look(at: slot, job) }
        forkservers[forkserver.equipment] = nil
        later(.forkserverLost(forkserver.equipment))
    }

    /// A processor that closes its end without a report is about to be reaped; there is nothing more to read. One that
    /// reports what cannot be is not listened to any more: its attempt ends as a crash does.
    func collectReport(from processor: ProcessorChannel, _ slot: Int) {
        switch processor.receive() {
        case .report(let report):
            folders.report(slot, files: report.outcome.files.map(\.name))
            later(.reported(slot: slot, report))
        case .nothing: return
        case .closed:
            processors[slot] = nil
            later(.hungUp(slot: slot, pid: processor.pid))
        case .unbelievable(let fault):
            logger.error("the processor in slot \(slot) reported \(fault); it is not believed")
            processors[slot] = nil
        }
    }
}

extension AttemptEnd {
    /// What `wait4` says of a child that left no report.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .exit(waitStatus >> 8 & 0xFF) : .signal(signal)
    }
}
