internal import CPlatform
internal import Glibc
internal import Synchronization

/// This process's block of tickets, taken at the first use and held until the process ends: a lock on one byte of
/// a file, which the kernel frees however the process ends. No pid is stored anywhere: containers have their own.
final class TicketBlock: Sendable {
    private struct Holding {
        let file: OpenDescriptor
        let number: Int
    }

    private struct State {
        var holding: Holding?
        var problem: SharedMemoryError?
    }

    private let path: String
    private let state = Mutex(State())

    /// - Parameter path: the lock file, the same for all responders of an instance; it must not be removed while
    ///   one of them runs.
    init(path: String) {
        self.path = path
    }

    /// Why there was no block the last time; nil when there was one.
    var problem: SharedMemoryError? { state.withLock(\.problem) }

    /// The first of this process's tickets; nil when no block could be had this time.
    func firstTicket() -> Int? {
        state.withLock { state in
            if state.holding == nil { acquire(&state) }
            return state.holding.map { $0.number * CommandLayout.ticketsPerBlock }
        }
    }

    private func acquire(_ state: inout State) {
        do throws(SharedMemoryError) {
            state.holding = try Self.lock(path)
            state.problem = nil
        } catch {
            state.problem = error
        }
    }

    private static func lock(_ path: String) throws(SharedMemoryError) -> Holding {
        let descriptor = unsafe platform_lock_open(path)
        guard descriptor >= 0 else {
            throw SharedMemoryError("open the lock file \(path)", result: descriptor)
        }
        let file = OpenDescriptor(descriptor)
        for number in 0..<CommandLayout.blocks {
            let result = platform_lock_byte(descriptor, UInt64(number))
            if result == 0 { return Holding(file: file, number: number) }
            guard result == -EAGAIN else { throw SharedMemoryError("lock a byte of \(path)", result: result) }
        }
        throw SharedMemoryError(.noFreeBlock, "all \(CommandLayout.blocks) blocks of \(path) are held")
    }
}
