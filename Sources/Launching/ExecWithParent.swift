internal import CPlatform
internal import Glibc

/// The hidden subcommand `exec-with-parent PARENT SIGNAL FOLDER PROGRAM ARGUMENT…`: becomes PROGRAM, running in FOLDER,
/// which then gets SIGNAL when PARENT ends. Nothing that `platen up` started outlives it, even when it is killed.
package enum ExecWithParent {
    package static let name = "exec-with-parent"

    /// Returns an exit status, and only when PROGRAM could not be started or PARENT is already gone.
    package static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count >= 4, let parent = Int32(arguments[0]), let signal = Int32(arguments[1]) else {
            return complain("usage: platen \(name) PARENT SIGNAL FOLDER PROGRAM ARGUMENT…")
        }
        let failure = platform_die_with_parent(signal, parent)
        guard failure == 0 else {
            return complain(
                "\(arguments[3]) is not started, its parent \(parent): \(SystemError.text(failure))")
        }
        guard unsafe chdir(arguments[2]) == 0 else {
            return complain("\(arguments[2]): \(SystemError.text(errno))")
        }
        _ = unsafe CStrings.with(Array(arguments[3...])) { unsafe execv(arguments[3], $0) }
        return complain("\(arguments[3]): \(SystemError.text(errno))")
    }

    private static func complain(_ sentence: String) -> Int32 {
        StandardStreams.writeError("platen: \(sentence)\n")
        return 127
    }
}
