/// The supervisor's answer to a command, given once what it changed is on disk.
package enum Verdict: UInt32, Hashable, Sendable {
    /// Carried out and durable.
    case accepted = 1
    /// The store could not keep it (disk full, I/O error); nothing was changed.
    case failed = 2
    /// The wire form could not be read: the responder is of another version.
    case malformed = 3
    /// The supervisor is shutting down; the command was not carried out.
    case stopping = 4
}
