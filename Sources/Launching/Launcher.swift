internal import CPlatform
internal import Glibc
package import Jobs
package import Logging
internal import Settings

/// `platen up`: starts the parts, keeps them running, stops them. Everything happens on the main thread.
package struct Launcher {
    private var settings: ServiceSettings
    private let log: Logger
    private let environment: [String: String]
    private let ownPath: String
    private let greeting: (_ url: String) -> String?

    /// Takes the environment that the parts inherit; the settings are added to it. What `greeting` makes of the service's
    /// address, once it is ready, is told to whoever started it.
    /// - Throws: `LaunchError` when this program cannot find itself.
    package init(
        settings: ServiceSettings, environment: [String: String], log: Logger,
        greeting: @escaping (_ url: String) -> String? = { _ in nil }
    ) throws(LaunchError) {
        self.greeting = greeting
        self.settings = settings
        self.environment = environment
        self.log = log
        ownPath = try OwnProgram.path()
    }

    /// Runs the service until someone stops it; returns the exit status.
    /// - Throws: `LaunchError` when it cannot even be started.
    package mutating func run() throws(LaunchError) -> Int32 {
        let signals = SignalWaiter()
        let folder = RunFolder(settings: settings)
        try folder.prepare()
        let lock = try RunLock(path: folder.lockPath, dataFolder: settings.dataFolder)
        defer { _ = lock }
        try SpoolClaim(settings: settings).make()
        endStaleProcesses()
        defer { folder.removeLeftovers() }
        let listen = try ListenAddress(address: settings.listenAddress, port: settings.port).claimed()
        settings.port = listen.port
        let socket = try ResponderSocket(path: settings.responderSocketPath)
        let programs = try programs(listen: listen, socket: socket.descriptor)
        _ = platform_adopt_orphans()
        var service = RunningService(
            parts: parts, programs: programs, spawner: ChildSpawner(ownPath: ownPath), listen: listen,
            greeting: greeting, log: log)
        let status = service.run(signals)
        endStaleProcesses()
        return status
    }

    private func endStaleProcesses() {
        let count = StaleProcesses(runFolder: settings.runFolder).end()
        if count > 0 { log.warning("Ended \(count) processes that an earlier run left behind.") }
    }

    private var parts: [Part] {
        [.supervisor] + (1...settings.responders).map { .responder($0) } + [.nginx]
    }

    private func programs(listen: ListenAddress, socket: Int32) throws(LaunchError) -> [Part: ChildProgram] {
        let environment = partsEnvironment
        let nginx = Nginx(settings: settings, listen: listen, environment: environment)
        try nginx.configure()
        var programs = [Part.nginx: try nginx.program()]
        for part in parts where part != .nginx {
            programs[part] = ChildProgram(
                path: try OwnProgram.sibling(
                    part == .supervisor ? OwnProgram.supervisor : OwnProgram.responder), arguments: [],
                environment: environment,
                standardInput: part == .supervisor ? nil : socket, folder: settings.runFolder,
                deathSignal: SIGKILL)
        }
        return programs
    }

    /// All settings as variables, but for the number of processors where the settings file may change it.
    private var partsEnvironment: [String: String] {
        var parts = environment.merging(settings.environment) { $1 }
        guard let file = environment[Setting.fileVariable], !file.isEmpty else { return parts }
        parts[Setting.fileVariable] = unsafe realpath(file, nil).map { path in
            defer { unsafe free(path) }
            return unsafe String(cString: path)
        }
        if !Setting.processorNames.contains(where: { environment[$0]?.isEmpty == false }) {
            for name in Setting.processorNames { parts[name] = nil }
        }
        return parts
    }
}
