import Jobs

/// What the publisher tells.
extension Supervisor {
    /// Whether somebody was there to read what was published.
    func collectAudience() {
        for (user, isRead) in publisher.takeAudience() { later(.audience(user, isRead: isRead)) }
    }
}
