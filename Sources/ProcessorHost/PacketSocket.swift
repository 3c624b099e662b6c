import CPlatform
import Glibc
import Jobs

/// One end of a socket that keeps the bounds of messages. Does not own its descriptor.
struct PacketSocket {
    let descriptor: Int32

    enum Received {
        case packet([UInt8])
        case nothing
        /// The other end is closed, or the socket is broken.
        case closed
    }

    /// Sends one packet, with a copy of `attached` when that is not nil.
    /// - Returns: 0 or an errno.
    func send(_ bytes: [UInt8], attaching attached: Int32? = nil) -> Int32 {
        unsafe platform_send_packet(descriptor, bytes, bytes.count, attached ?? -1)
    }

    /// The next packet, of at most 64 KiB, without waiting.
    func receive() -> Received {
        var count = 0
        // Not filled with zeros first: a processor that was just forked would pay for each page of it.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
            count = unsafe platform_receive_packet(descriptor, buffer.baseAddress, buffer.count)
            initialized = max(0, count)
        }
        switch count {
        case -1: return .nothing
        case 1...: return .packet(bytes)
        default: return .closed
        }
    }

    /// Waits for the next packet; nil when there will be none.
    func waitForPacket() -> [UInt8]? {
        while true {
            switch receive() {
            case .packet(let bytes): return bytes
            case .closed: return nil
            case .nothing: Self.wait(for: [descriptor])
            }
        }
    }

    /// Whether a packet may have come, and whether the other end is closed.
    var state: (isReadable: Bool, isHungUp: Bool) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&entry, 1, 0) == 1 else { return (false, false) }
        return (entry.revents & Int16(POLLIN) != 0, entry.revents & Int16(POLLHUP) != 0)
    }

    /// Waits until one of the descriptors is readable or closed at its other end. May return early.
    static func wait(for descriptors: [Int32]) {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        unsafe _ = poll(&entries, nfds_t(entries.count), -1)
    }

    /// Two connected sockets, closed on exec.
    /// - Returns: nil with `errno` set when there are none to be had.
    static func pair() -> (PacketSocket, PacketSocket)? {
        var pair: [Int32] = [-1, -1]
        let type = Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &pair) == 0 else { return nil }
        return (PacketSocket(descriptor: pair[0]), PacketSocket(descriptor: pair[1]))
    }
}
