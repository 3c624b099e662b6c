@testable import Launching
import Testing

@Suite struct FleetTests {
    private let parts: [Part] = [.supervisor, .responder(1), .responder(2), .nginx]

    /// All parts alive with the pids 10, 11, 12, 13 since second 0, not yet answered.
    private func started() -> Fleet {
        var fleet = Fleet(parts: parts)
        _ = fleet.start(now: .zero)
        for (index, part) in parts.enumerated() {
            _ = fleet.started(part, pid: Int32(10 + index), now: .zero)
        }
        return fleet
    }

    private func running() -> Fleet {
        var fleet = started()
        _ = fleet.answered()
        return fleet
    }

    @Test func `started, it spawns every part in order`() {
        var fleet = Fleet(parts: parts)
        #expect(fleet.start(now: .seconds(5)) == parts.map { .spawn($0) })
        #expect(fleet.tick(now: .seconds(6)).isEmpty)
    }

    @Test func `all answer, that is announced once`() {
        var fleet = started()
        #expect(fleet.answered() == [.announceReady])
        #expect(fleet.answered().isEmpty)
        #expect(fleet.deadline == nil)
    }

    @Test func `a part dies, it is started again after its delay and not before`() {
        var fleet = running()
        let note = FleetNote.ended(.responder(1), pid: 11, .signalled(9), restartIn: .milliseconds(50))
        #expect(fleet.ended(pid: 11, .signalled(9), now: .seconds(1)) == [.note(note)])
        #expect(
            note.description
                == "platen-responder 1 (pid 11) was ended by SIGKILL; it is started again in 0.05 seconds.")
        #expect(fleet.deadline == .seconds(1) + .milliseconds(50))
        #expect(fleet.tick(now: .seconds(1) + .milliseconds(49)).isEmpty)
        #expect(fleet.tick(now: .seconds(1) + .milliseconds(50)) == [.spawn(.responder(1))])
        #expect(
            fleet.started(.responder(1), pid: 21, now: .seconds(2)) == [
                .note(.restarted(.responder(1), pid: 21))
            ])
        #expect(fleet.deadline == nil)
    }

    @Test func `a part dies at once again and again while running, it is never given up`() {
        var fleet = running()
        var now = Duration.seconds(20)
        var pid: Int32 = 13
        for _ in 0..<50 {
            let actions = fleet.ended(pid: pid, .exited(1), now: now)
            #expect(actions.count == 1)
            now += .seconds(5)
            #expect(fleet.tick(now: now) == [.spawn(.nginx)])
            pid += 100
            _ = fleet.started(.nginx, pid: pid, now: now)
        }
    }

    @Test func `a child that is no part ends, nothing follows`() {
        var fleet = running()
        #expect(fleet.ended(pid: 999, .exited(0), now: .seconds(1)).isEmpty)
    }

    @Test func `a part never comes up, it is given up and the others stop`() {
        var fleet = started()
        var pid: Int32 = 10
        var now = Duration.zero
        for _ in 1..<Fleet.failuresBeforeGivingUp {
            #expect(fleet.ended(pid: pid, .exited(1), now: now).count == 1)
            now += .seconds(1)
            #expect(fleet.tick(now: now) == [.spawn(.supervisor)])
            pid += 100
            _ = fleet.started(.supervisor, pid: pid, now: now)
        }
        #expect(
            fleet.ended(pid: pid, .exited(1), now: now)
                == [.note(.gaveUp(.supervisor, .exited(1))), .terminate(pid: 13)])
        #expect(fleet.ended(pid: 13, .exited(0), now: now) == [.terminate(pid: 11), .terminate(pid: 12)])
        #expect(fleet.ended(pid: 12, .exited(0), now: now).isEmpty)
        #expect(fleet.ended(pid: 11, .exited(0), now: now) == [.finish(status: 1)])
    }

    @Test func `a program is missing, that counts as a death`() {
        var fleet = Fleet(parts: [.supervisor])
        _ = fleet.start(now: .zero)
        let actions = fleet.notStarted(.supervisor, reason: "no such file", now: .zero)
        #expect(
            actions == [
                .note(.ended(.supervisor, pid: 0, .notStarted("no such file"), restartIn: .milliseconds(50)))
            ])
    }

    @Test func `nothing answers for a minute, that is said; for ten, the start is given up`() {
        var fleet = started()
        #expect(fleet.deadline == .seconds(60))
        #expect(fleet.tick(now: .seconds(60)) == [.note(.startTakesLong)])
        #expect(fleet.isStarting)
        #expect(fleet.deadline == .seconds(600))
        #expect(fleet.tick(now: .seconds(599)).isEmpty)
        #expect(fleet.tick(now: .seconds(600)) == [.note(.startTookTooLong), .terminate(pid: 13)])
        #expect(!fleet.isStarting)
    }

    @Test func `stopped, the stages end one after the other`() {
        var fleet = running()
        #expect(fleet.stop(now: .seconds(100)) == [.note(.stopping), .terminate(pid: 13)])
        #expect(
            fleet.ended(pid: 13, .exited(0), now: .seconds(100)) == [
                .terminate(pid: 11), .terminate(pid: 12),
            ])
        #expect(fleet.ended(pid: 11, .exited(0), now: .seconds(100)).isEmpty)
        #expect(fleet.ended(pid: 12, .exited(0), now: .seconds(101)) == [.terminate(pid: 10)])
        #expect(fleet.ended(pid: 10, .exited(0), now: .seconds(101)) == [.finish(status: 0)])
        #expect(fleet.deadline == nil)
    }

    @Test func `stopped while a part waits to be started again, it is not started`() {
        var fleet = running()
        _ = fleet.ended(pid: 13, .signalled(11), now: .seconds(1))
        #expect(fleet.stop(now: .seconds(1)) == [.note(.stopping), .terminate(pid: 11), .terminate(pid: 12)])
        #expect(fleet.tick(now: .seconds(2)).isEmpty)
    }

    @Test func `no part stops by itself, all are killed within ten seconds`() {
        var fleet = running()
        var killed: [Int32] = []
        _ = fleet.stop(now: .zero)
        while let deadline = fleet.deadline {
            #expect(deadline < .seconds(10))
            let pids = fleet.tick(now: deadline).compactMap { action -> Int32? in
                if case .kill(let pid) = action { pid } else { nil }
            }
            killed += pids
            for pid in pids { _ = fleet.ended(pid: pid, .signalled(9), now: deadline) }
        }
        #expect(killed == [13, 11, 12, 10])
    }

    @Test func `stopped a second time, everything is killed at once`() {
        var fleet = running()
        _ = fleet.stop(now: .zero)
        #expect(Set(fleet.stop(now: .zero)) == Set([10, 11, 12, 13].map { .kill(pid: $0) }))
    }

    @Test func `stopped before anything runs, it is finished`() {
        var fleet = Fleet(parts: parts)
        #expect(fleet.stop(now: .zero) == [.note(.stopping), .finish(status: 0)])
    }

    @Test func `a part is killed in the moment its process is still being made, its end is awaited`() {
        var fleet = Fleet(parts: [.nginx])
        _ = fleet.start(now: .zero)
        _ = fleet.started(.nginx, pid: 7, now: .zero)
        #expect(fleet.stop(now: .zero) == [.note(.stopping), .terminate(pid: 7)])
    }
}

@Suite struct BackoffTests {
    @Test func `deaths follow each other, the delay doubles up to its limit`() {
        var backoff = Backoff()
        let delays = (0..<9).map { _ in backoff.delay(afterLifetime: .zero) }
        #expect(delays == [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000].map { .milliseconds($0) })
    }

    @Test func `it lived long, the delay begins anew`() {
        var backoff = Backoff()
        for _ in 0..<5 { _ = backoff.delay(afterLifetime: .zero) }
        #expect(backoff.delay(afterLifetime: Backoff.forgiveness) == Backoff.first)
    }
}

@Suite struct ChildEndTests {
    @Test(arguments: [
        (0, ChildEnd.exited(0), "ended with status 0"), (0x300, .exited(3), "ended with status 3"),
        (9, .signalled(9), "was ended by SIGKILL"), (11 | 0x80, .signalled(11), "was ended by SIGSEGV"),
    ])
    func `a status word is read`(status: Int32, end: ChildEnd, text: String) {
        #expect(ChildEnd(waitStatus: status) == end)
        #expect(end.description == text)
    }
}
