internal import CPlatform
internal import Glibc
package import Jobs
package import Logging
internal import Settings

/// `platen up`: starts the parts, keeps them running, stops them. Everything happens on the main thread.
package struct Launcher {
    private var settings: ServiceSettings
    private let scope: Scope
    private let log: Logger
    private let environment: [String: String]
    private let ownPath: String
    private let greeting: (_ url: String) -> String?

    /// Takes the environment that the parts inherit; the settings are added to it. What `greeting` makes of the service's
    /// address, once it is ready, is told to whoever started what takes note of it, the supervisor.
    /// - Throws: `LaunchError` when this program cannot find itself.
    package init(
        settings: ServiceSettings, scope: Scope, environment: [String: String], log: Logger,
        greeting: @escaping (_ url: String) -> String? = { _ in nil }
    ) throws(LaunchError) {
        self.greeting = greeting
        self.settings = settings
        self.scope = scope
        self.environment = environment
        self.log = log
        ownPath = try OwnProgram.path()
    }

    /// Runs the parts until someone stops them; returns the exit status.
    /// - Throws: `LaunchError` when they cannot even be started.
    package mutating func run() throws(LaunchError) -> Int32 {
        let signals = SignalWaiter()
        let folder = RunFolder(settings: settings)
        try folder.prepare()
        let lock = try RunLock(
            path: folder.lockPath, dataFolder: settings.dataFolder, isShared: scope != .everything)
        defer { _ = lock }
        let ownLock = try folder.lock(of: scope)
        defer { _ = ownLock }
        if scope.writesSpool { try SpoolClaim(settings: settings).make() }
        endStaleProcesses()
        defer { folder.removeLeftovers(of: scope) }
        _ = platform_adopt_orphans()
        let status =
            switch scope {
            case .everything, .web: try runWithNginx(signals)
            case .api: try runResponders(signals)
            case .worker: try runParts(signals)
            }
        endStaleProcesses()
        return status
    }

    private mutating func runWithNginx(_ signals: SignalWaiter) throws(LaunchError) -> Int32 {
        let listen = try ListenAddress(address: settings.listenAddress, port: settings.port).claimed()
        settings.port = listen.port
        let socket = try ResponderSocket(path: settings.responderSocketPath)
        let nginx = Nginx(
            settings: settings, listen: listen, environment: partsEnvironment, isAlone: scope == .web)
        try nginx.configure()
        if scope == .web {
            try ListenerOffer(path: settings.listenerOfferPath, listener: socket.descriptor).start()
        }
        return try runParts(signals, nginx: try nginx.program(), socket: socket.descriptor)
    }

    private mutating func runParts(
        _ signals: SignalWaiter, nginx: ChildProgram? = nil, socket: Int32? = nil
    ) throws(LaunchError) -> Int32 {
        var service = try service(nginx: nginx, socket: socket)
        return service.run(signals)
    }

    /// Responders alone serve one run of nginx after the other.
    private mutating func runResponders(_ signals: SignalWaiter) throws(LaunchError) -> Int32 {
        while let listener = try OfferedListener.wait(at: settings.listenerOfferPath, signals) {
            var service = try service(nginx: nil, socket: listener.descriptor)
            let status = service.run(signals, asking: OfferedListener.interval) { listener.isWithdrawn }
            if service.wasStopped || status != 0 { return status }
            log.notice("nginx has ended: waiting for another one.")
        }
        return 0
    }

    private func endStaleProcesses() {
        let stale = StaleProcesses(runFolder: settings.runFolder, programs: scope.ownPrograms)
        let count = stale.end()
        if count > 0 { log.warning("Ended \(count) processes that an earlier run left behind.") }
    }

    private func service(nginx: ChildProgram?, socket: Int32?) throws(LaunchError) -> RunningService {
        let parts = scope.parts(responders: settings.responders)
        var programs: [Part: ChildProgram] = [:]
        for part in parts {
            programs[part] = part == .nginx ? nginx : try program(part, socket: socket)
        }
        let (url, greeting, scope) = (settings.url, greeting, scope)
        return RunningService(
            parts: parts, programs: programs, spawner: ChildSpawner(ownPath: ownPath),
            health: ScopeHealth(settings: settings, scope: scope),
            greeting: {
                let ready = scope == .everything || scope == .web ? ": \(url)" : " (\(scope))"
                let more = parts.contains(.supervisor) ? greeting(url).map { "\($0)\n" } : nil
                return "Platen is ready\(ready)\n\(more ?? "")"
            }, manager: ServiceManager(environment: environment), log: log)
    }

    /// A supervisor, or a responder that accepts from `socket`.
    private func program(_ part: Part, socket: Int32?) throws(LaunchError) -> ChildProgram {
        ChildProgram(
            path: try OwnProgram.sibling(
                part == .supervisor ? OwnProgram.supervisor : OwnProgram.responder), arguments: [],
            environment: partsEnvironment, standardInput: part == .supervisor ? nil : socket,
            folder: settings.runFolder, deathSignal: SIGKILL)
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

extension ServiceSettings {
    /// Where people reach the service.
    fileprivate var url: String {
        let address = publishedAddress.isEmpty ? listenAddress : publishedAddress
        return "http://\(ListenAddress(address: address, port: port).text)"
    }
}
