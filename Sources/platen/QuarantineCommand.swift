internal import ArgumentParser
internal import Foundation
internal import JobStore
internal import Jobs
internal import Launching
internal import Settings

/// `platen quarantine`.
struct QuarantineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "Look at files that processors died of, and let them in again.",
        discussion: """
            A file whose content ended two processors is not started any more, whoever sends it; one that ended a \
            single processor is remembered. Both are listed, by the SHA-256 of the file.
            """,
        subcommands: [ListCommand.self, ReleaseCommand.self], defaultSubcommand: ListCommand.self)

    /// `platen quarantine list`.
    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Print what is remembered, oldest first.")

        func run() throws {
            let settings = try LoadedSettings.ofThisProcess().settings
            try settings.checkStore()
            let records = try StoreReader(path: settings.storePath, connections: 1).quarantine()
            for record in records { StandardStreams.writeOutput(Self.line(record)) }
        }

        private static func line(_ record: QuarantineRecord) -> String {
            let state = record.isQuarantined ? "quarantined" : "suspect"
            let fields = [
                "\(record.content.digest)", record.content.kind.rawValue, state, "deaths=\(record.deaths)",
                "last=\(record.lastEnd.text)", "since=\(record.firstSeen.rfc3339)",
            ]
            return fields.joined(separator: " ") + "\n"
        }
    }

    /// `platen quarantine release`.
    struct ReleaseCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Let a file be started again, while the service runs.")

        @Argument(help: "The file's SHA-256: 64 hexadecimal digits.")
        var digest: String

        func validate() throws {
            guard ContentDigest(digest) != nil else {
                throw ValidationError("Give the SHA-256 of the file: 64 hexadecimal digits.")
            }
        }

        func run() throws {
            guard let content = ContentDigest(digest) else { return }
            let settings = try LoadedSettings.ofThisProcess().settings
            switch RingCommand.send(.release(content), settings) {
            case .accepted: StandardStreams.writeOutput("\(content) is released.\n")
            case .refused: throw ValidationError("No processor died of a file with this digest.")
            default:
                throw ValidationError("The service did not confirm the release. Is it running?")
            }
        }
    }
}
