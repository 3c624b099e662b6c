internal import ArgumentParser
internal import Client
internal import Foundation
internal import Launching

// The children's way into life stays clear of the command line's machinery.
if CommandLine.arguments.dropFirst().first == ExecWithParent.name {
    exit(ExecWithParent.run(Array(CommandLine.arguments.dropFirst(2))))
}
do {
    var command = try PlatenCommand.parseAsRoot()
    try command.run()
} catch  where PlatenCommand.exitCode(for: error) == .validationFailure {
    StandardStreams.writeError(PlatenCommand.fullMessage(for: error) + "\n")
    exit(ExitStatus.usage.rawValue)
} catch {
    PlatenCommand.exit(withError: error)
}
