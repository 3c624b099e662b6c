import Foundation
import Glibc

// Measures the command path alone: ring, group commit, verdict. The supervisor of the data folder runs already:
//     platen-bench-commands <data folder> <threads, 1 to 16> <seconds> <delay of each job in seconds; 0: none>
// Prints one line of JSON; the status is 1 when a submission was not accepted.
guard let load = CommandLoad(arguments: Array(CommandLine.arguments.dropFirst())) else {
    FileHandle.standardError.write(Data("usage: platen-bench-commands FOLDER THREADS SECONDS DELAY\n".utf8))
    exit(64)
}
let report = load.run()
print(report.json)
exit(report.unaccepted == 0 ? 0 : 1)
