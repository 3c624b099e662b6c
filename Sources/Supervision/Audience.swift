import Jobs

/// Whose events somebody reads, as far as nginx has told.
///
/// A user is known to be followed, known not to be, or unknown: then the next event is published, and nginx's answer
/// tells. So a supervisor that starts finds the streams that are open, and forgetting is always safe.
struct Audience: Sendable {
    /// How long events are kept for readers who were cut off: events of users whose last reader is gone are published
    /// for so long.
    static let grace = Duration.seconds(60)

    /// When it was last known that somebody reads, on the monotonic clock.
    private var readers: [UserName: Duration] = [:]
    private var unread: Set<UserName> = []
    /// Of each of the two sets; more are forgotten.
    private let limit: Int

    init(limit: Int = 100_000) {
        self.limit = limit
    }

    /// Whether events of the user are published.
    func isFollowed(_ user: UserName) -> Bool { !unread.contains(user) }

    /// Whether nginx has not told yet.
    func isUnknown(_ user: UserName) -> Bool { readers[user] == nil && !unread.contains(user) }

    /// The users who have readers.
    var followed: [UserName] { Array(readers.keys) }

    /// Somebody begins to read.
    mutating func follow(_ user: UserName, now: Duration) {
        if readers.count >= limit, readers[user] == nil { readers.removeAll() }
        readers[user] = now
        unread.remove(user)
    }

    /// nginx says whether somebody was there to read what was published for the user.
    mutating func note(_ user: UserName, isRead: Bool, now: Duration) {
        guard !isRead else { return follow(user, now: now) }
        if let last = readers[user], now - last < Self.grace { return }
        readers[user] = nil
        if unread.count >= limit { unread.removeAll() }
        unread.insert(user)
    }
}
