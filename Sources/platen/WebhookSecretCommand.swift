internal import ArgumentParser
internal import Documents
internal import Foundation
internal import Jobs
internal import Launching
internal import Settings
internal import Supervision

/// `platen webhook-secret`.
struct WebhookSecretCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook-secret",
        abstract: "Show the secret that signs webhooks, for whoever receives them to check them with.",
        discussion: "One is made and kept in the data folder where none is set and there was none yet.")

    func run() throws {
        let settings = try LoadedSettings.ofThisProcess().settings
        try FileManager.default.createDirectory(
            atPath: settings.dataFolder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        StandardStreams.writeOutput("\(try WebhookSecret.ofService(settings).text)\n")
    }
}
