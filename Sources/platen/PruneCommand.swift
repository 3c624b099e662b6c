internal import ArgumentParser
internal import Foundation
internal import Jobs
internal import Launching
internal import Settings
internal import Supervision

/// `platen prune`.
struct PruneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove jobs that have ended, with their files.",
        discussion: """
            Works while the service runs, and without it. Without options it removes what PLATEN_KEEP_DAYS and \
            PLATEN_KEEP_BYTES say. A removed job is answered 410 from then on.
            """)

    @Option(help: "Remove jobs that ended longer ago: a number with d, h, m or s, such as 30d or 1.5h.")
    var olderThan: Age?

    @Option(help: "Remove the oldest until the files of all jobs take at most so many bytes.")
    var keepBytes: Int64?

    @Flag(help: "Say what would go, and remove nothing.")
    var dryRun = false

    func validate() throws {
        guard keepBytes.map({ $0 >= 0 }) ?? true else {
            throw ValidationError("--keep-bytes is a number of bytes, 0 or more.")
        }
    }

    func run() throws {
        let settings = try LoadedSettings.ofThisProcess().settings
        let retention = try retention(settings)
        try settings.checkStore()
        let pruning = try Pruning(settings: settings, retention: retention)
        let jobs = try pruning.expired(at: .now)
        if !dryRun { try pruning.remove(jobs) }
        let bytes = jobs.reduce(0) { $0 + $1.bytes }
        let verb = dryRun ? "would go" : "are gone"
        StandardStreams.writeOutput("\(jobs.count) jobs with \(bytes) bytes \(verb).\n")
    }

    private func retention(_ settings: ServiceSettings) throws -> Retention {
        guard olderThan == nil, keepBytes == nil else {
            return Retention(keepMilliseconds: olderThan?.milliseconds, keepBytes: keepBytes)
        }
        let retention = Retention(settings.limits)
        guard !retention.keepsEverything else {
            throw ValidationError(
                "Neither PLATEN_KEEP_DAYS nor PLATEN_KEEP_BYTES is set: say --older-than or --keep-bytes.")
        }
        return retention
    }
}
