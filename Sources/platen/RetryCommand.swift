internal import ArgumentParser
internal import Client

/// `platen retry`.
struct RetryCommand: ParsableCommand {
    static let configuration = NamedJobs.command("retry", "Have failed or cancelled jobs done again.")

    @OptionGroup var named: NamedJobs

    func run() throws { try named.change(.retry) }
}
