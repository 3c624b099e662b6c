/// A wish to change the state of the service. Responders send commands through the ring; the supervisor alone
/// carries them out.
package enum Command: Hashable, Sendable {
    case submit(Submission)

    /// The largest wire form, in bytes: what a ticket of the ring holds.
    package static let maximumBytes = 1024
}
