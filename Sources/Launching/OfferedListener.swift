internal import CPlatform
internal import Glibc

/// The responders' listening socket, as the launcher of nginx hands it to one of responders alone.
struct OfferedListener: ~Copyable {
    /// How often the launcher of nginx is looked for, while it is away and while it is there.
    static let interval = Duration.milliseconds(200)

    let descriptor: Int32
    private let connection: Int32

    private init(descriptor: Int32, connection: Int32) {
        self.descriptor = descriptor
        self.connection = connection
    }

    deinit {
        close(descriptor)
        close(connection)
    }

    /// Whether the launcher that offered it has ended: another one brings another socket.
    var isWithdrawn: Bool {
        var byte: UInt8 = 0
        return unsafe platform_receive_packet(connection, &byte, 1) != -1
    }

    /// Waits until a socket is offered at `path`; nil when someone wants this process to stop first.
    /// - Throws: `LaunchError` when there is no such path.
    static func wait(at path: String, _ signals: SignalWaiter) throws(LaunchError) -> OfferedListener? {
        while true {
            if let offered = try take(at: path) { return offered }
            if signals.wish(within: interval) == .stop { return nil }
        }
    }

    /// The socket if one is offered at `path` now.
    /// - Throws: `LaunchError` when there is no such path.
    static func take(at path: String) throws(LaunchError) -> OfferedListener? {
        guard let address = UnixAddress(path) else { throw LaunchError(path, errno: errno) }
        let connection = socket(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard connection >= 0 else { throw LaunchError(path, errno: errno) }
        var watched = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        guard address.connect(connection) == 0, unsafe poll(&watched, 1, 1000) > 0,
            let descriptor = receive(from: connection)
        else {
            close(connection)
            return nil
        }
        return OfferedListener(descriptor: descriptor, connection: connection)
    }

    private static func receive(from connection: Int32) -> Int32? {
        var byte: UInt8 = 0
        var descriptor: Int32 = -1
        let count = unsafe platform_receive_packet_and_descriptor(connection, &byte, 1, &descriptor)
        return count > 0 && descriptor >= 0 ? descriptor : nil
    }
}
