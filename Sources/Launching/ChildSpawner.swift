internal import Glibc

/// Makes processes. Each leads a process group of its own, so that Ctrl-C in a terminal reaches only this process
/// and so that it can be killed with everything it started.
struct ChildSpawner {
    /// This program: it runs itself as `exec-with-parent`, which ties the child's life to the parent's.
    let ownPath: String

    /// Starts `program`; to be called on the main thread alone, because the kernel ties the child to the thread.
    /// - Throws: `LaunchError` with the reason.
    func spawn(_ program: ChildProgram) throws(LaunchError) -> pid_t {
        for socket in program.sockets { unsafe _ = unlink(socket) }
        let wrapped =
            [
                ownPath, ExecWithParent.name, String(getpid()), String(program.deathSignal), program.folder,
                program.path,
            ]
            + program.arguments
        return try spawn(
            path: ownPath, arguments: wrapped, environment: program.environment,
            standardInput: program.standardInput)
    }

    private func spawn(
        path: String, arguments: [String], environment: [String: String], standardInput: Int32?
    ) throws(LaunchError) -> pid_t {
        var files = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&files)
        defer { unsafe posix_spawn_file_actions_destroy(&files) }
        if let standardInput {
            unsafe posix_spawn_file_actions_adddup2(&files, standardInput, 0)
        } else {
            unsafe posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        }

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        Self.giveOwnGroupAndDefaultSignals(&attributes)

        var pid: pid_t = 0
        let result = unsafe CStrings.with(arguments) { argv in
            unsafe CStrings.with(environment.map { "\($0.key)=\($0.value)" }) { envp in
                unsafe posix_spawn(&pid, path, &files, &attributes, argv, envp)
            }
        }
        guard result == 0 else { throw LaunchError(path, errno: result) }
        return pid
    }

    private static func giveOwnGroupAndDefaultSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags =
            Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    }
}
