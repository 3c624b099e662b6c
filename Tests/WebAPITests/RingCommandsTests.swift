import Foundation
import Glibc
import Jobs
import Logging
import SharedRing
import Synchronization
import TestSupport
import Testing

@testable import WebAPI

@Suite struct RingCommandsTests {
    /// What the thread that sends is told.
    private final class Sender: Sendable {
        private let state = Mutex<CommandReply?>(nil)

        var reply: CommandReply? {
            get { state.withLock(\.self) }
            set { state.withLock { $0 = newValue } }
        }
    }

    /// A supervisor that gives these verdicts, one to each command, the last one for ever.
    private func reply(to command: Command, _ verdicts: [Verdict], timeout: Duration) throws -> CommandReply {
        try withTemporaryFolder { folder in
            let instance = "test-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
            let consumer = try CommandConsumer.create(
                instance: instance, slots: 8, doorbellPath: folder + "/doorbell")
            defer { _ = consumer.retire() }
            let producer = CommandProducer(
                instance: instance, doorbellPath: folder + "/doorbell", ticketLockPath: folder + "/tickets")
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let commands = RingCommands(
                producer: producer, obstacles: ObstacleLog(logger: logger), timeout: timeout)
            let sender = Sender()
            Thread { sender.reply = commands.send(command, thread: 0) }.start()
            var rest = verdicts[...]
            while sender.reply == nil {
                consumer.beat(now: MonotonicTime.now())
                var taken: [TicketReference] = []
                _ = consumer.drain(limit: 8, now: MonotonicTime.now()) { ticket, _ in taken.append(ticket) }
                for ticket in taken {
                    let verdict = rest.count > 1 ? rest.removeFirst() : rest[rest.startIndex]
                    consumer.answer(ticket, verdict: verdict.rawValue)
                }
                usleep(200)
            }
            return try #require(sender.reply)
        }
    }

    private let command = Command.resize(processors: 3)

    @Test func `A command that a stopping supervisor refuses is carried out by the next`() throws {
        #expect(
            try reply(to: command, [.stopping, .stopping, .accepted], timeout: .seconds(20))
                == .verdict(.accepted))
    }

    @Test func `A supervisor that goes on stopping is told of when the time is over`() throws {
        #expect(
            try reply(to: command, [.stopping], timeout: .seconds(20)) == .verdict(.stopping))
    }

    @Test func `Other refusals are final`() throws {
        #expect(
            try reply(to: command, [.refused, .accepted], timeout: .seconds(20)) == .verdict(.refused))
    }
}
