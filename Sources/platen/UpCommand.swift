internal import ArgumentParser
internal import Foundation
internal import JobStore
internal import Jobs
internal import Launching
internal import Logging
internal import Logs
internal import Settings
internal import Supervision

/// `platen up`.
struct UpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Run the whole service on this machine, until Ctrl-C.",
        discussion: """
            Settings are environment variables; `platen config` lists them. With --only one part of the service runs, as \
            in a container: web is nginx with the page, api the responders (of which there may be several), worker the \
            supervisor and its processors. They need the data folder and /dev/shm in common, and the same user.
            """)

    @Option(help: "Run just this part: web, api or worker.")
    var only: Scope?

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let settings = try LoadedSettings.ofThisProcess().settings
        let log = ServiceLog.logger("platen", settings)
        for name in SettingsList.unknownVariables(in: environment) {
            log.warning("\(name) is set but is not a setting; `platen config` lists those that are.")
        }
        try RestoreMark(settings: settings).check()
        try checkStore(settings)
        var launcher = try Launcher(
            settings: settings, scope: only ?? .everything, environment: environment, log: log
        ) { url in
            FirstSignIn(settings: settings).greeting(url)
        }
        throw ExitCode(try launcher.run())
    }

    /// A supervisor would say the same, again and again.
    private func checkStore(_ settings: ServiceSettings) throws {
        do throws(StoreError) {
            _ = try StoreReader(path: settings.storePath, connections: 1)
        } catch {
            guard [.newerSchema, .damaged].contains(error.code) else { return }
            throw error
        }
    }
}
