internal import ArgumentParser
internal import Jobs

/// `platen`.
struct PlatenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "platen", abstract: "A self-hosted service that turns images into text.",
        version: Version.text,
        subcommands: [
            UpCommand.self, HealthCommand.self, TopCommand.self, WorkersCommand.self, PruneCommand.self,
            QuarantineCommand.self, BackupCommand.self, RestoreCommand.self, ConfigCommand.self,
            DoctorCommand.self, UserCommand.self, KeyCommand.self, SimulateCommand.self,
            WebhookSecretCommand.self, VersionCommand.self,
        ],
        groupedSubcommands: [
            CommandGroup(
                name: "Client",
                subcommands: [
                    SubmitCommand.self, WatchCommand.self, WaitCommand.self, JobsCommand.self,
                    ShowCommand.self, ExplainCommand.self,
                    CancelCommand.self, RetryCommand.self, SharesCommand.self, DemoCommand.self,
                ])
        ])
}
