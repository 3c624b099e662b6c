import CPlatform
import Foundation
import Glibc
import Jobs

extension Forkserver {
    /// Where the forkserver finds its control socket and the scoreboard.
    private static let controlDescriptor: Int32 = 3
    private static let scoreboardDescriptor: Int32 = 4

    /// Starts a program, with its arguments, with the two descriptors in their places, all signals as they are by default.
    static func spawn(
        _ command: [String], control: Int32, scoreboard: Int32
    ) throws(SupervisorError) -> pid_t {
        let (control, scoreboard) = (try Self.high(control), try Self.high(scoreboard))
        defer { for descriptor in [control, scoreboard] { close(descriptor) } }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, control, controlDescriptor)
        unsafe posix_spawn_file_actions_adddup2(&actions, scoreboard, scoreboardDescriptor)
        // Libraries have descriptors of their own, which nobody marked.
        unsafe _ = platform_spawn_without_from(&actions, scoreboardDescriptor + 1)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe Self.resetSignals(&attributes)
        return try unsafe Self.spawn(command, &actions, &attributes)
    }

    private static func spawn(
        _ command: [String], _ actions: UnsafePointer<posix_spawn_file_actions_t>,
        _ attributes: UnsafePointer<posix_spawnattr_t>
    ) throws(SupervisorError) -> pid_t {
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
        let environment = ForkserverEnvironment(of: ProcessInfo.processInfo.environment)
        var variables = unsafe environment.variables.map { unsafe strdup($0) } + [nil]
        defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
        var pid: pid_t = 0
        let error = unsafe posix_spawn(&pid, command[0], actions, attributes, &arguments, &variables)
        guard error == 0 else { throw SupervisorError("cannot start \(command[0]): errno \(error)") }
        return pid
    }

    private static func resetSignals(_ attributes: UnsafeMutablePointer<posix_spawnattr_t>) {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(attributes, &signals)
        let flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
        unsafe posix_spawnattr_setflags(attributes, flags)
    }

    /// A copy above the places that the child uses, so that putting one in its place cannot overwrite the other.
    private static func high(_ descriptor: Int32) throws(SupervisorError) -> Int32 {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 10)
        guard copy >= 0 else { throw SupervisorError("no descriptor for the forkserver: errno \(errno)") }
        return copy
    }
}
