import CPlatform
import Glibc
import Jobs

/// What a processor may use for one job, and its sandbox.
struct Enclosure {
    let settings: ProcessorSettings
    let assignment: Assignment

    /// Descriptors of one job: its socket, its folder and files, and some to spare.
    private static let descriptors: UInt64 = 32

    /// Encloses this process for the rest of its life.
    /// - Parameters:
    ///   - folder: the job's folder, used when the job has files.
    ///   - readable: folders that the job's libraries read: models, fonts. Those that are missing do not matter.
    ///   - startThreads: starts the threads that the job is to have; none can be started later.
    /// - Throws: `Problem` with `.machineTrouble`, or `.inputMissing`.
    func enter(folder: String, readable: [String], startThreads: () -> Void) throws(Problem) {
        platform_leave_when_new_fails(ProcessorExitStatus.outOfMemory)
        // The forkserver made standard input /dev/null. Whoever takes this process over cannot write into the log.
        try check(dup2(STDIN_FILENO, STDERR_FILENO) < 0 ? errno : 0, "standard error")
        try check(platform_sandbox_limit(limits), "limits")
        let error = Self.enclose(assignment.hasInput ? folder : nil, readable)
        guard error != ENOENT else {
            throw Problem(.inputMissing, "The job's files are gone. Send the image again.")
        }
        try check(error, "sandbox")
        startThreads()
        try check(platform_sandbox_enclose_calls(), "system calls")
    }

    private static func enclose(_ folder: String?, _ readable: [String]) -> Int32 {
        var names = unsafe readable.map { unsafe UnsafePointer<CChar>?(strdup($0)) } + [nil]
        defer { unsafe names.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
        guard let folder else { return unsafe platform_sandbox_enclose_files(nil, &names) }
        return unsafe platform_sandbox_enclose_files(folder, &names)
    }

    private var limits: platform_sandbox_limits {
        let pixels = assignment.image?.mostPixels(
            maximumPixels: settings.maximumPixels, maximumPages: settings.maximumPages)
        let megapixels = (UInt64(clamping: pixels ?? 0) + 999_999) / 1_000_000
        return platform_sandbox_limits(
            memory_bytes: UInt64(settings.memoryBytes),
            cpu_seconds: UInt64(settings.cpuSeconds) + UInt64(settings.cpuSecondsPerMegapixel) * megapixels,
            file_bytes: UInt64(clamping: settings.storage.bytes(for: assignment.image)),
            descriptors: Self.descriptors)
    }

    private func check(_ error: Int32, _ part: String) throws(Problem) {
        guard error != 0 else { return }
        throw Problem(
            .machineTrouble, "The processor could not be secured, so the job was not run.",
            privateDetail: "\(part): errno \(error)")
    }
}

extension Enclosure {
    /// What this kernel does not offer of the sandbox.
    static var missingDefences: [String] {
        let missing = platform_sandbox_missing()
        let names = [
            (PLATFORM_SANDBOX_LANDLOCK, "landlock"), (PLATFORM_SANDBOX_SECCOMP, "seccomp"),
            (PLATFORM_SANDBOX_SCOPES, "landlock's scopes of signals and sockets"),
        ]
        return names.filter { missing & UInt32($0.0) != 0 }.map(\.1)
    }
}
