import CPlatform
import Glibc
import Testing

@Suite struct PacketTests {
    /// Two connected sockets, like those of supervisor and processor.
    private func pair() throws -> (Int32, Int32) {
        var pair: [Int32] = [-1, -1]
        let type = Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue)
        try #require(unsafe socketpair(AF_UNIX, type, 0, &pair) == 0)
        return (pair[0], pair[1])
    }

    private func withSockets(_ body: (_ sender: Int32, _ receiver: Int32) throws -> Void) throws {
        let (sender, receiver) = try pair()
        defer { for socket in [sender, receiver] { close(socket) } }
        try body(sender, receiver)
    }

    /// Sends one byte with `count` copies of a descriptor.
    /// - Returns: the other end of what was sent, hung up once nobody holds a copy.
    private func sendDescriptors(_ count: Int, on socket: Int32) throws -> Int32 {
        let (kept, sent) = try pair()
        defer { close(sent) }
        var control = Self.bytes(MemoryLayout<cmsghdr>.size + 4 * count)
        for number in [SOL_SOCKET, Int32(SCM_RIGHTS)] + Array(repeating: sent, count: count) {
            control += Self.bytes(number)
        }
        try #require(Self.send(&control, on: socket) == 1)
        return kept
    }

    private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number.littleEndian >> ($0 * 8)) }
    }

    private static func send(_ control: inout [UInt8], on socket: Int32) -> Int {
        var byte: UInt8 = 7
        return unsafe withUnsafeMutablePointer(to: &byte) { byte in
            var part = unsafe iovec(iov_base: byte, iov_len: 1)
            return unsafe control.withUnsafeMutableBytes { control in
                unsafe withUnsafeMutablePointer(to: &part) { part in
                    var message = unsafe msghdr()
                    unsafe message.msg_iov = unsafe part
                    unsafe message.msg_iovlen = 1
                    unsafe message.msg_control = control.baseAddress
                    unsafe message.msg_controllen = control.count
                    return unsafe sendmsg(socket, &message, 0)
                }
            }
        }
    }

    /// Whether nobody holds the other end any more.
    private func isHungUp(_ socket: Int32, within milliseconds: Int32 = 30_000) -> Bool {
        var entry = pollfd(fd: socket, events: 0, revents: 0)
        return unsafe poll(&entry, 1, milliseconds) == 1 && entry.revents & Int16(POLLHUP) != 0
    }

    @Test(arguments: [1, 2, 3, 250])
    func `Descriptors that a processor attaches are not taken, its bytes are`(count: Int) throws {
        try withSockets { sender, receiver in
            let kept = try sendDescriptors(count, on: sender)
            defer { close(kept) }
            #expect(!isHungUp(kept, within: 0))
            var bytes = [UInt8](repeating: 0, count: 16)
            #expect(unsafe platform_receive_packet(receiver, &bytes, bytes.count) == 1)
            #expect(bytes[0] == 7)
            #expect(isHungUp(kept))
        }
    }

    @Test(arguments: [1, 2, 3, 250])
    func `Of the descriptors that come where one is expected, one is kept`(count: Int) throws {
        try withSockets { sender, receiver in
            let kept = try sendDescriptors(count, on: sender)
            defer { close(kept) }
            var bytes = [UInt8](repeating: 0, count: 16)
            var received: Int32 = -1
            let size = unsafe platform_receive_packet_and_descriptor(
                receiver, &bytes, bytes.count, &received)
            #expect(size == 1)
            try #require(received >= 0)
            #expect(!isHungUp(kept, within: 0))
            close(received)
            #expect(isHungUp(kept))
        }
    }

    @Test func `A packet without a descriptor brings none`() throws {
        try withSockets { sender, receiver in
            #expect(unsafe platform_send_packet(sender, [7], 1, -1) == 0)
            var byte: UInt8 = 0
            var kept: Int32 = 0
            #expect(unsafe platform_receive_packet_and_descriptor(receiver, &byte, 1, &kept) == 1)
            #expect((byte, kept) == (7, -1))
        }
    }
}
