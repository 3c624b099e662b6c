/// Who may use a route. Each route of the table says it: one that does not is no route.
enum Access: String, Hashable, Sendable, CaseIterable {
    /// Whoever can reach the service.
    case anyone
    /// Whoever is signed in; what is theirs is decided by the name that they are signed in by.
    case user
    /// As `user`, for a job: its owner or an admin. To all others there is no such job.
    case owner
    /// As `owner`, and whoever has a link to the file.
    case link
    case admin
}
