internal import ArgumentParser
internal import Jobs

/// `platen user`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Manage the users of a running service.",
        discussion: "The service is found as `platen up` finds it: by PLATEN_DATA_DIR.",
        subcommands: [
            AddCommand.self, ListCommand.self, PasswordCommand.self, WeightCommand.self, WebhookCommand.self,
            RemoveCommand.self,
        ], defaultSubcommand: ListCommand.self)
}

extension Role: ExpressibleByArgument {}

extension UserName: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
