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
        discussion:
            "Where none is set, the service makes one at its first start and keeps it in the data folder.")

    func run() throws {
        let settings = try LoadedSettings.ofThisProcess().settings
        // One that were made here would sign nothing.
        guard let secret = try WebhookSecret.known(to: settings) else {
            throw NothingKept(folder: settings.dataFolder)
        }
        StandardStreams.writeOutput("\(secret.text)\n")
    }
}
