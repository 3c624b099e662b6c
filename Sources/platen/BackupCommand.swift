internal import ArgumentParser
internal import Foundation
internal import Jobs
internal import Launching
internal import Settings
internal import Supervision

/// `platen backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy everything that the service keeps into a folder, while it runs or not.",
        discussion: """
            Every job that was answered 202 before the backup was begun is in it with its files, and so are users, keys, \
            secrets and rules of the data folder. On the same disk the files of ended jobs are linked, not copied: take \
            the folder to another disk or machine then. \(RestoreCommand.name) puts it back; `sha256sum -c \
            files.sha256` in the folder checks it without Platen. A file named by PLATEN_CONFIG_FILE is yours to keep.
            """)

    @Argument(help: "A folder that is not there yet, or is empty.", completion: .directory)
    var folder: String

    func run() throws {
        let settings = try LoadedSettings.ofThisProcess().settings
        try settings.checkStore()
        var note = ProgressNote(verb: "jobs gathered")
        let path = URL(filePath: folder).standardizedFileURL.path
        let summary = try BackupTaking(settings: settings).take(into: path, at: .now) { note.tell($0) }
        _ = consume note
        StandardStreams.writeOutput("\(summary.manifest.contents) are in \(path).\n")
        StandardStreams.writeError(Self.remarks(summary).map { "\($0)\n" }.joined())
    }

    private static func remarks(_ summary: BackupTaking.Summary) -> [String] {
        var remarks: [String] = []
        if summary.removed > 0 {
            remarks.append("\(summary.removed) jobs were removed meanwhile and are not in it.")
        }
        if !summary.incomplete.isEmpty {
            let jobs = summary.incomplete.prefix(10).map { "\($0)" }.joined(separator: " ")
            let count = summary.incomplete.count
            remarks.append("The service has lost files of \(count) jobs, which are in it without: \(jobs)")
        }
        return remarks + summary.unreadable.map { "A job that cannot be read is in it as it is: \($0)" }
    }
}

extension BackupManifest {
    /// What it holds, to begin a sentence.
    var contents: String { "\(jobs) jobs with \(files) files (\(bytes) bytes), as of \(takenAt)," }
}
