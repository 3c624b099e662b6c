internal import ArgumentParser
internal import Foundation
internal import Launching

// The children's way into life stays clear of the command line's machinery.
if CommandLine.arguments.dropFirst().first == ExecWithParent.name {
    exit(ExecWithParent.run(Array(CommandLine.arguments.dropFirst(2))))
}
PlatenCommand.main()
