/// What a user may do beyond their own jobs.
package enum Role: String, Hashable, Sendable, CaseIterable {
    /// Nothing.
    case user
    /// See and change everybody's jobs, manage users, resize the service.
    case admin
}
