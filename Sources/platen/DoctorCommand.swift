internal import ArgumentParser
internal import Foundation
internal import Jobs
internal import Launching
internal import Settings

/// `platen doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what this machine has of what the service needs, and what to do.",
        discussion: """
            One line for each thing: ok; warning, where the service runs with less than it could have; or trouble, where \
            it cannot run, and then the exit status is 1. Nothing is started or changed.
            """)

    @Option(help: "Look just at what this part of the service needs: web, api or worker.")
    var only: Scope?

    func run() throws {
        let loaded = Result { () throws(SettingsError) in try LoadedSettings.ofThisProcess() }
        let environment = ProcessInfo.processInfo.environment
        let defaults = LoadedSettings.defaults(workingFolder: FileManager.default.currentDirectoryPath)
        throw ExitCode(
            Doctor(
                loaded, defaults: defaults, environment: environment, scope: only ?? .everything
            ).run())
    }
}
