internal import ArgumentParser
internal import Client

/// `platen cancel`.
struct CancelCommand: ParsableCommand {
    static let configuration = NamedJobs.command("cancel", "Cancel jobs that wait or run.")

    @OptionGroup var named: NamedJobs

    func run() throws { try named.change(.cancel) }
}
