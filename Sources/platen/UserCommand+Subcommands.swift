internal import ArgumentParser
internal import Foundation
internal import JobStore
internal import Jobs
internal import Launching
internal import Settings

extension UserCommand {
    /// `platen user add`.
    struct AddCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a user.",
            discussion: "The password is asked for, or read as a line where the input is no terminal.")

        @Argument(help: "1 to 64 letters, digits and . _ - @ +")
        var name: UserName

        @Option(help: "user or admin.")
        var role = Role.user

        @Flag(help: "No password: nobody signs in by one, programs have keys.")
        var noPassword = false

        func run() throws {
            let hash = noPassword ? nil : try PasswordPrompt.hash()
            let account = Account(name: name, role: role, passwordHash: hash, createdAt: .now)
            try AccountTool().carryOut(
                .add(account), done: "\(name) is a user.",
                refused: "There is a user of this name, or jobs are left of one who was removed.")
        }
    }

    /// `platen user list`.
    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Print all users, by name.")

        func run() throws {
            for account in try AccountTool().reader().accounts() {
                StandardStreams.writeOutput(Self.line(account))
            }
        }

        private static func line(_ account: Account) -> String {
            let weight = account.weight.map { ["weight=\($0.value)"] } ?? []
            let password = account.passwordHash == nil ? ["no-password"] : []
            let fields = [account.name.text, account.role.rawValue] + weight + password
            return fields.joined(separator: " ") + "\n"
        }
    }

    /// `platen user passwd`.
    struct PasswordCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "passwd", abstract: "Set a user's password, and end the user's sessions.",
            discussion: "It is asked for, or read as a line where the input is no terminal.")

        @Argument var name: UserName

        func run() throws {
            let hash = try PasswordPrompt.hash()
            try AccountTool().carryOut(
                .setPassword(name, hash: hash, keeping: nil), done: "\(name) has a new password.",
                refused: AccountTool.noUser)
        }
    }

    /// `platen user weight`.
    struct WeightCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "weight", abstract: "Say what a user's share of the processors is in proportion to.",
            discussion: "From now on, for what waits already too. Twice the weight is twice the share.")

        @Argument var name: UserName

        @Argument(help: "0.001 to 1000, or none for the usual 1.")
        var weight: String

        func validate() throws { _ = try parsed() }

        func run() throws {
            let weight = try parsed()
            let shown = weight.map { "weight \($0.value)" } ?? "no weight of their own"
            try AccountTool().carryOut(
                .setWeight(name, weight), done: "\(name) has \(shown).", refused: AccountTool.noUser)
        }

        private func parsed() throws -> Weight? {
            if weight == "none" { return nil }
            guard let parsed = Double(weight).flatMap({ Weight($0) }) else {
                throw ValidationError("A weight is a number from 0.001 to 1000, or none.")
            }
            return parsed
        }
    }

    /// `platen user webhook`.
    struct WebhookCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "webhook", abstract: "Say who is told of the end of a user's jobs that name nobody.")

        @Argument var name: UserName

        @Argument(help: "An http or https URL, or none.")
        var url: String

        func validate() throws { _ = try parsed() }

        func run() throws {
            try AccountTool().carryOut(
                .setWebhook(name, try parsed()), done: "\(name) has webhook \(url).",
                refused: AccountTool.noUser)
        }

        private func parsed() throws -> Webhook? {
            if url == "none" { return nil }
            guard let webhook = Webhook(url) else {
                throw ValidationError(
                    "A webhook is an http or https URL of at most \(Webhook.maximumBytes) bytes, or none.")
            }
            return webhook
        }
    }

    /// `platen user remove`.
    struct RemoveCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Remove a user with keys and sessions; the jobs stay, for admins.")

        @Argument var name: UserName

        func run() throws {
            try AccountTool().carryOut(
                .remove(name), done: "\(name) is removed.",
                refused: "There is no such user, or nobody else is an admin: make another user one first.")
        }
    }
}
