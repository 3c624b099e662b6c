import Glibc

/// The proof that no other supervisor works on the data folder: a lock on a file, held for life, that the kernel
/// gives back however the process ends. The file says which process holds it.
struct SupervisorLock: ~Copyable {
    private let descriptor: Int32

    /// - Throws: `SupervisorError` that names the holder.
    init(path: String) throws(SupervisorError) {
        descriptor = try Self.lock(path)
    }

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The lock where nobody holds it; nil where a supervisor works, or the file cannot be opened.
    static func unlessHeld(path: String) -> SupervisorLock? {
        do throws(SupervisorError) {
            return SupervisorLock(descriptor: try lock(path))
        } catch {
            return nil
        }
    }

    deinit {
        close(descriptor)
    }

    private static func lock(_ path: String) throws(SupervisorError) -> Int32 {
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw SupervisorError("cannot open \(path)", errno: errno) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.content(of: opened)
            close(opened)
            throw SupervisorError(
                "another supervisor (process \(holder)) works on this data folder; stop it first")
        }
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(opened, 0) == 0, unsafe pwrite(opened, text, text.count, 0) == text.count else {
            close(opened)
            throw SupervisorError("cannot write \(path)", errno: errno)
        }
        return opened
    }

    private static func content(of descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
        return digits.isEmpty ? "unknown" : String(decoding: digits, as: UTF8.self)
    }
}
