internal import ArgumentParser
internal import Launching
internal import Settings

/// `platen health`.
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Say whether the service does its work, by the exit status too.",
        discussion: """
            Asks for what a running service does now; `platen doctor` says what the machine has. With --only it asks one \
            part of the service, as a container's health check does: web for the page, api for a responder's answer, \
            worker for the supervisor's heartbeat and processors.
            """)

    @Option(help: "Ask just this part: web, api or worker.")
    var only: Scope?

    func run() throws {
        let settings = try LoadedSettings.ofThisProcess().settings
        switch ScopeHealth(settings: settings, scope: only ?? .everything).ask() {
        case .healthy: StandardStreams.writeOutput("ok\n")
        case .unwell(let parts):
            StandardStreams.writeOutput("not well: \(parts.joined(separator: ", ")); the log says why\n")
            throw ExitCode.failure
        case .none:
            StandardStreams.writeOutput("no answer; `platen doctor` says what is missing\n")
            throw ExitCode.failure
        }
    }
}
