internal import ArgumentParser
internal import Client
internal import Foundation
internal import Launching

// The children's way into life stays clear of the command line's machinery.
if CommandLine.arguments.dropFirst().first == ExecWithParent.name {
    exit(ExecWithParent.run(Array(CommandLine.arguments.dropFirst(2))))
}
/// A line that is wrong is answered with how it is written, unless only what it says turned out to be.
func end(with error: any Error, isMisspelt: Bool) -> Never {
    guard PlatenCommand.exitCode(for: error) == .validationFailure else {
        PlatenCommand.exit(withError: error)
    }
    let words =
        isMisspelt ? PlatenCommand.fullMessage(for: error) : "Error: \(PlatenCommand.message(for: error))"
    StandardStreams.writeError("\(words)\n")
    exit(ExitStatus.usage.rawValue)
}
var command: any ParsableCommand
do {
    command = try PlatenCommand.parseAsRoot()
} catch {
    end(with: error, isMisspelt: true)
}
do {
    try command.run()
} catch {
    end(with: error, isMisspelt: false)
}
if let failure = StandardStreams.outputFailure {
    StandardStreams.writeError(
        "platen: The output was not written whole: \(failure). Make room, and run it again.\n")
    exit(ExitStatus.someFailed.rawValue)
}
