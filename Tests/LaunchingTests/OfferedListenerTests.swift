import CPlatform
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Launching

@Suite struct OfferedListenerTests {
    @Test func `a listener is offered, whoever takes it accepts what connects to it`() throws {
        try withTemporaryFolder { folder in
            let socket = try ResponderSocket(path: "\(folder)/r.sock")
            try ListenerOffer(path: "\(folder)/l.sock", listener: socket.descriptor).start()
            try withTaken("\(folder)/l.sock") { taken in
                let (descriptor, own) = (taken.descriptor, socket.descriptor)
                #expect(descriptor != own)
                let client = Glibc.socket(AF_UNIX, Self.stream, 0)
                defer { close(client) }
                #expect(UnixAddress("\(folder)/r.sock")?.connect(client) == 0)
                let accepted = accept(descriptor, nil, nil)
                #expect(accepted >= 0)
                close(accepted)
            }
        }
    }

    @Test func `several take it one after the other, each has it`() throws {
        try withTemporaryFolder { folder in
            let socket = try ResponderSocket(path: "\(folder)/r.sock")
            try ListenerOffer(path: "\(folder)/l.sock", listener: socket.descriptor).start()
            for _ in 0..<3 {
                try withTaken("\(folder)/l.sock") { taken in
                    let isWithdrawn = taken.isWithdrawn
                    #expect(!isWithdrawn)
                }
            }
        }
    }

    @Test func `whoever offered it has ended, it is withdrawn`() throws {
        try withTemporaryFolder { folder in
            let door = try ResponderSocket.listen("\(folder)/l.sock", SOCK_SEQPACKET, what: "door")
            defer { close(door) }
            Thread {
                let socket = Glibc.socket(AF_UNIX, Self.stream, 0)
                let word: [UInt8] = [1]
                var isSent = false
                while !isSent {
                    let taker = platform_accept(door)
                    if taker < 0 { break }
                    isSent = unsafe platform_send_packet(taker, word, word.count, socket) == 0
                    close(taker)
                }
                close(socket)
            }.start()
            try withTaken("\(folder)/l.sock") { taken in
                var isOver = false
                for _ in 0..<1000 where !isOver {
                    isOver = taken.isWithdrawn
                    if !isOver { usleep(10_000) }
                }
                #expect(isOver)
            }
        }
    }

    @Test func `nobody offers one, there is none`() throws {
        try withTemporaryFolder { folder in
            let isThere = try OfferedListener.take(at: "\(folder)/l.sock") != nil
            #expect(!isThere)
        }
    }

    private static let stream = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)

    /// One take waits for a second, in which the thread that offers need not have run.
    private func withTaken(_ path: String, _ body: (borrowing OfferedListener) -> Void) throws {
        for _ in 0..<30 {
            guard let taken = try OfferedListener.take(at: path) else { continue }
            return body(taken)
        }
        Issue.record("nothing is offered at \(path)")
    }
}
