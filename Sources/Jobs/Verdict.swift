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
    /// The job is not in a state in which the command can be carried out; nothing was changed.
    case refused = 5
    /// The user has no such job; nothing was changed.
    case unknownJob = 6
    /// An equal submission of the user with the same key was carried out before, and is durable; this one was not.
    case repeated = 7
    /// Another submission of the user has the same key; nothing was changed.
    case mismatch = 8
    /// As many jobs wait as may; nothing was changed.
    case overloaded = 9
    /// As many jobs of the user wait as may; nothing was changed.
    case overQuota = 10
    /// Processors died of the same content before; nothing was changed.
    case quarantined = 11
    /// The user's jobs of today have taken what they may; nothing was changed.
    case overDay = 12
    /// The job takes more than the user's jobs of a whole day may; nothing was changed.
    case largerThanDay = 13
    /// Too many passwords were tried; this one must not be looked at.
    case throttled = 20
}
