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
        let input = program.standardInput.map { ChildFile.descriptor($0) } ?? .nothing
        return try Self.spawn(
            path: ownPath, arguments: wrapped, environment: program.environment, files: [0: input])
    }

    /// What one of a child's first descriptors is.
    enum ChildFile {
        case descriptor(Int32)
        /// /dev/null.
        case nothing
    }

    /// Starts the program at `path`, whose first argument is its name. `files` are by the child's descriptors; all others
    /// below 3 are this process's own.
    /// - Throws: `LaunchError` with the reason.
    static func spawn(
        path: String, arguments: [String], environment: [String: String], files: [Int32: ChildFile]
    ) throws(LaunchError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, file) in files {
            switch file {
            case .descriptor(let own): unsafe posix_spawn_file_actions_adddup2(&actions, own, number)
            case .nothing: unsafe posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            }
        }

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        giveOwnGroupAndDefaultSignals(&attributes)

        var pid: pid_t = 0
        let result = unsafe CStrings.with(arguments) { argv in
            unsafe CStrings.with(environment.map { "\($0.key)=\($0.value)" }) { envp in
                unsafe posix_spawn(&pid, path, &actions, &attributes, argv, envp)
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
