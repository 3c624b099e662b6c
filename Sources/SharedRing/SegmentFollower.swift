internal import Synchronization

/// Keeps a process attached to whatever segment bears a name: finds it when it appears, and finds the next one
/// when it is retired or replaced.
final class SegmentFollower<Content: SegmentContent>: Sendable {
    /// How often the name is looked up at most, while the segment at hand seems alive.
    static var lookInterval: Duration { .milliseconds(250) }

    private struct State {
        var content: Content?
        var looked = Duration.zero
        var problem: SharedMemoryError?
    }

    private let state = Mutex(State())
    private let attach: @Sendable () throws(SharedMemoryError) -> Content

    init(_ attach: @escaping @Sendable () throws(SharedMemoryError) -> Content) {
        self.attach = attach
    }

    /// Why there was no segment the last time; nil when there was one.
    var problem: SharedMemoryError? { state.withLock(\.problem) }

    /// The segment at `now`; nil when there is none to use. One whose name was removed, or cannot be looked up, stays in
    /// use until another bears it: its owner, if it lives, will notice and retire it.
    func current(at now: Duration) -> Content? {
        state.withLock { state in
            if let content = state.content, !content.segment.header.isRetired {
                if now - state.looked < Self.lookInterval { return content }
                state.looked = now
                if !Self.isReplaced(content) { return content }
            }
            attach(&state, now)
            return state.content
        }
    }

    private static func isReplaced(_ content: Content) -> Bool {
        do throws(SharedMemoryError) {
            return try content.segment.link() == .elsewhere
        } catch {
            return false
        }
    }

    private func attach(_ state: inout State, _ now: Duration) {
        state.looked = now
        do throws(SharedMemoryError) {
            state.content = try attach()
            state.problem = nil
        } catch {
            state.content = nil
            state.problem = error
        }
    }
}
