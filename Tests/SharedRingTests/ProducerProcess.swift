import CPlatform
import Foundation
import Synchronization

/// A process of `platen-test-ring-producer`. It is killed and reaped at the latest when the last reference goes.
final class ProducerProcess {
    /// How a process ended.
    enum End: Hashable {
        case exited(Int32)
        case killed(Int32)
    }

    struct CannotStart: Error {
        let reason: String
    }

    /// Held from the making of a pipe to the start of its process, so that no other process inherits the pipe.
    private static let spawning = Mutex(())

    private let pid: pid_t
    private let output: Int32
    private var isReaped = false

    init(_ arguments: [String]) throws {
        (pid, output) = try Self.spawning.withLock { _ in
            var ends: [Int32] = [0, 0]
            guard unsafe pipe(&ends) == 0 else { throw CannotStart(reason: "pipe") }
            defer { close(ends[1]) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return (try Self.spawn(arguments, output: ends[1]), ends[0])
        }
    }

    deinit {
        kill()
        _ = end()
        close(output)
    }

    /// Waits for the first acknowledgement; false when none comes within half a minute.
    func isSending() -> Bool {
        var wait = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&wait, 1, 30_000) == 1 && wait.revents & Int16(POLLIN) != 0
    }

    func kill() {
        if !isReaped { Glibc.kill(pid, SIGKILL) }
    }

    /// Waits for its end; nil when asked again.
    func end() -> End? {
        guard !isReaped else { return nil }
        var status: Int32 = 0
        guard unsafe waitpid(pid, &status, 0) == pid else { return nil }
        isReaped = true
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
    }

    /// The numbers that were acknowledged, by thread; reads to the end of the output.
    func acknowledged() -> [UInt64: [UInt64]] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = unsafe read(output, &chunk, chunk.count)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        var numbers: [UInt64: [UInt64]] = [:]
        for start in stride(from: 0, to: bytes.count - 15, by: 16) {
            let values = [start, start + 8].map { first in
                bytes[first..<(first + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            }
            numbers[values[0], default: []].append(values[1])
        }
        return numbers
    }

    private static func spawn(_ arguments: [String], output: Int32) throws -> pid_t {
        let program = try program()
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        unsafe _ = platform_spawn_without_from(&actions, STDERR_FILENO + 1)
        var vector = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe vector.forEach { unsafe free($0) } }
        var pid: pid_t = 0
        let result = unsafe posix_spawn(&pid, program, &actions, nil, &vector, environ)
        guard result == 0 else { throw CannotStart(reason: "\(program): error \(result)") }
        return pid
    }

    /// The program, which is built into the folder of the test program.
    private static func program() throws -> String {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let program = URL(filePath: tests).deletingLastPathComponent().appending(
            path: "platen-test-ring-producer")
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw CannotStart(reason: "\(program.path) is not there")
        }
        return program.path
    }
}
