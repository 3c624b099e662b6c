internal import CPlatform
internal import Foundation
internal import Glibc

/// Hands the responders' listening socket to launchers of responders in other containers, which have the run folder in
/// common with this one. Each keeps its connection for as long as it uses the socket: when this process ends, they see it.
final class ListenerOffer: Sendable {
    /// Launchers that are connected at once; more wait until one leaves.
    private static let mostTakers = 64

    private let door: Int32
    private let listener: Int32

    /// Offers `listener` at `path`, until this process ends.
    /// - Throws: `LaunchError` when nothing can listen at `path`.
    init(path: String, listener: Int32) throws(LaunchError) {
        door = try ResponderSocket.listen(path, SOCK_SEQPACKET, what: "The socket for responders' launchers")
        self.listener = listener
    }

    /// Starts the thread that does it.
    func start() {
        let thread = Thread { self.run() }
        thread.name = "listener-offer"
        thread.start()
    }

    private func run() {
        var takers: [Int32] = []
        while true {
            var watched = takers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            if takers.count < Self.mostTakers {
                watched.append(pollfd(fd: door, events: Int16(POLLIN), revents: 0))
            }
            guard unsafe poll(&watched, nfds_t(watched.count), -1) > 0 else { continue }
            // Takers say nothing: what can be read from one is its end.
            for gone in watched where gone.fd != door && gone.revents != 0 {
                close(gone.fd)
                takers.removeAll { $0 == gone.fd }
            }
            if watched.contains(where: { $0.fd == door && $0.revents != 0 }), let taker = admit() {
                takers.append(taker)
            }
        }
    }

    private func admit() -> Int32? {
        let taker = platform_accept(door)
        guard taker >= 0 else { return nil }
        let word: [UInt8] = [1]
        guard unsafe platform_send_packet(taker, word, word.count, listener) == 0 else {
            close(taker)
            return nil
        }
        return taker
    }
}
