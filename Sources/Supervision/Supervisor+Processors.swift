import Glibc
import Jobs
import Logging
import SharedRing

/// What comes from the forkserver and its processors.
extension Supervisor {
    func startForkserver() {
        processorBoard = nil
        do throws(SupervisorError) {
            forkserver = try Forkserver(
                program: processorProgram, scoreboard: scoreboard.descriptor,
                settings: ProcessorSettings(spoolFolder: settings.spoolFolder, limits: settings.limits))
        } catch {
            logger.error("\(error)")
            later(.forkserverLost)
        }
    }

    /// One that does not take what it is asked hangs, or is gone.
    func ask(_ request: ForkserverRequest) {
        guard let forkserver, !forkserver.send(request) else { return }
        logger.error("the forkserver takes no requests")
        loseForkserver()
    }

    func endForkserver() {
        forkserver = nil
        processors = [:]
    }

    func collectEvents(from forkserver: Forkserver) {
        while true {
            switch forkserver.receive() {
            case .nothing: return
            case .ended: return loseForkserver()
            case .event(let event, let descriptor): take(event, descriptor: descriptor, forkserver)
            }
        }
    }

    private func take(_ event: ForkserverEvent, descriptor: Int32?, _ forkserver: Forkserver) {
        switch event {
        case .ready(let missing):
            forkserver.isReady = true
            later(.forkserverReady(missing: missing))
        case .forked(let slot, let pid):
            guard let descriptor else { return later(.forkFailed(slot: slot, errno: EBADF)) }
            processors[slot] = ProcessorChannel(descriptor: descriptor)
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
    private func loseForkserver() {
        for (slot, processor) in processors { collectReport(from: processor, slot) }
        for (slot, job) in state.held { look(at: slot, job) }
        forkserver = nil
        later(.forkserverLost)
    }

    /// A processor that closes its end without a report is about to be reaped; there is nothing more to read.
    func collectReport(from processor: ProcessorChannel, _ slot: Int) {
        switch processor.receive() {
        case .report(let report): later(.reported(slot: slot, report))
        case .nothing: return
        case .closed: processors[slot] = nil
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
