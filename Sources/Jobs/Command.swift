/// A wish to change the state of the service. Responders send commands through the ring; the supervisor alone
/// carries them out.
package enum Command: Hashable, Sendable {
    case submit(Submission)
    /// Let so many jobs run at once from now on, within `ServiceSettings.processorRange`.
    case resize(processors: Int)

    /// The largest wire form, in bytes: what a ticket of the ring holds.
    package static let maximumBytes = 1024
}
