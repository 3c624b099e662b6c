internal import Foundation
internal import Glibc
internal import Jobs

/// nginx: where it is, what it is told, how it is started.
struct Nginx {
    let settings: ServiceSettings
    let listen: ListenAddress
    let environment: [String: String]
    /// Whether it is all that this program runs, as in a container: its logs go where this program's go, then, and a
    /// file where nothing else is.
    var isAlone = false

    private var runFolder: RunFolder { RunFolder(settings: settings) }
    var pageFolder: String { "\(settings.assetsFolder)/frontend/dist" }
    private var templatePath: String { "\(settings.assetsFolder)/nginx/platen.conf.template" }

    /// The command that runs it in the foreground.
    /// - Throws: `LaunchError` when nginx is not installed.
    func program() throws(LaunchError) -> ChildProgram {
        ChildProgram(
            path: try executable(), arguments: arguments, environment: environment,
            folder: settings.runFolder,
            deathSignal: SIGTERM, sockets: [settings.publisherSocketPath])
    }

    private var arguments: [String] {
        [
            "-p", settings.runFolder, "-c", runFolder.nginxConfigurationPath,
            "-e", isAlone ? "stderr" : runFolder.nginxErrorLogPath,
        ]
    }

    /// Writes its configuration and lets it judge that.
    /// - Throws: `LaunchError` with nginx's own words.
    func configure() throws(LaunchError) {
        try checkPage()
        guard let template = try? String(contentsOfFile: templatePath, encoding: .utf8) else {
            throw LaunchError(
                "\(templatePath) cannot be read: set PLATEN_ASSETS_DIR to the folder that Platen came in.")
        }
        do {
            let text = try NginxConfiguration(values: try values()).render(template)
            try Data(text.utf8).write(to: URL(filePath: runFolder.nginxConfigurationPath))
        } catch let error as LaunchError {
            throw error
        } catch {
            throw LaunchError("nginx's configuration cannot be written: \(error.localizedDescription)")
        }
        try check()
    }

    /// - Throws: `LaunchError` when the page is not built.
    func checkPage() throws(LaunchError) {
        guard FileManager.default.fileExists(atPath: "\(pageFolder)/index.html") else {
            throw LaunchError(
                "The page is not built: \(pageFolder)/index.html is missing. "
                    + "Run scripts/run, or frontend/build, or set PLATEN_ASSETS_DIR.")
        }
    }

    private func values() throws(LaunchError) -> [String: String] {
        let limits = NginxLimits(connections: settings.workerConnections)
        return [
            "LISTEN": listen.text, "SPOOL": settings.spoolFolder, "RUN": settings.runFolder,
            "PAGE": pageFolder,
            "RESPONDER_SOCKET": settings.responderSocketPath,
            "PUBLISHER_SOCKET": settings.publisherSocketPath,
            "NCHAN_MODULE": try NginxModules(executable: try executable()).nchan(),
            "OPEN_FILES": String(limits.openFiles), "CONNECTIONS": String(limits.connections),
            "MAX_BODY_BYTES": String(settings.limits.maximumUploadBytes),
            "ERROR_LOG": isAlone ? "stderr" : "\"\(runFolder.nginxErrorLogPath)\"",
            "ACCESS_LOG": settings.accessLog == "off"
                ? "off" : "\"\(isAlone ? "/dev/stderr" : runFolder.accessLogPath)\" json",
            "AUTHORISE_RESULTS": settings.access.asksWho ? "auth_request /.may-read;" : "",
            "STRANGE_HOSTS": settings.access.asksWho ? "1" : "0",
            "STREAM_SECONDS": settings.access.asksWho ? "3600" : "0",
            "USER_DIRECTIVE": geteuid() == 0 ? "user root;" : "",
        ]
    }

    private func check() throws(LaunchError) {
        let (words, end) = try Words.of(try executable(), ["-t", "-q"] + arguments, from: .errors)
        guard end == .exited(0) else { throw LaunchError("nginx refuses its configuration:\n\(words)") }
    }

    /// nginx's path.
    /// - Throws: `LaunchError` when it is not installed.
    func executable() throws(LaunchError) -> String {
        let folders =
            (environment["PATH"] ?? "").split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/bin"]
        let paths = folders.map { "\($0)/nginx" }
        guard let path = paths.first(where: { unsafe access($0, X_OK) == 0 }) else {
            throw LaunchError("nginx is not installed. Run scripts/setup, or: apt-get install nginx")
        }
        return path
    }
}
