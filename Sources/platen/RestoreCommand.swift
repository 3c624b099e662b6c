internal import ArgumentParser
internal import Foundation
internal import Jobs
internal import Launching
internal import Settings
internal import Supervision

/// `platen restore`.
struct RestoreCommand: ParsableCommand {
    static let name = "`platen restore`"

    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup into the place of the data folder, while the service is stopped.",
        discussion: """
            Everything is checked before anything is changed. The backup stays as it is. Run it as the user that the \
            service runs as.
            """)

    @Argument(help: "The folder that `platen backup` was given.", completion: .directory)
    var folder: String

    @Flag(help: "Put aside what is in the data folder, into a folder in it.")
    var replace = false

    @Flag(help: "Leave jobs out whose files are damaged.")
    var leaveOutDamaged = false

    @Flag(help: "Only say whether the backup is whole.")
    var check = false

    func run() throws {
        let settings = try LoadedSettings.ofThisProcess().settings
        let path = URL(filePath: folder).standardizedFileURL.path
        let restoring = try Restoring(
            of: path, settings: settings,
            wishes: Restoring.Wishes(replacesPresent: replace, leavesOutDamaged: leaveOutDamaged))
        if check {
            var note = ProgressNote(verb: "files checked")
            let manifest = try restoring.check { note.tell($0) }
            _ = consume note
            return StandardStreams.writeOutput("\(manifest.contents) are in \(path), as they were.\n")
        }
        try restore(restoring, settings)
    }

    private func restore(_ restoring: Restoring, _ settings: ServiceSettings) throws {
        let lock = try RunLock(of: settings)
        var note = ProgressNote(verb: "files restored")
        let summary = try restoring.restore(at: .now) { note.tell($0) }
        _ = consume note
        _ = consume lock
        StandardStreams.writeOutput("\(summary.manifest.contents) are in \(settings.dataFolder).\n")
        if summary.leftOut > 0 {
            StandardStreams.writeOutput("\(summary.leftOut) jobs with damaged files were left out.\n")
        }
        if let kept = summary.kept {
            StandardStreams.writeOutput(
                "What was there before is in \(settings.dataFolder)/\(kept) and \(settings.spoolFolder)/\(kept); remove "
                    + "them when they are not needed.\n")
        }
    }
}
