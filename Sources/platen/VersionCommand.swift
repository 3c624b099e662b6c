internal import ArgumentParser
internal import Jobs
internal import Launching

/// `platen version`.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() {
        StandardStreams.writeOutput("\(Version.text)\n")
    }
}
