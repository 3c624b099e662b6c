import Jobs

/// How often passwords may be tried: so many at once, then one at a time, for each name, from each address, and for
/// each name from each address. The last is the narrowest, so that whoever guesses from one place does not lock out
/// the user at another.
struct SignInThrottle: Sendable {
    private var pairs = Buckets(burst: 10, interval: .seconds(10))
    private var names = Buckets(burst: 50, interval: .seconds(2))
    /// Many people may come from one address: that of a proxy, or of an office.
    private var addresses = Buckets(burst: 200, interval: .milliseconds(500))

    /// Whether a password may be tried now. What is refused counts for nothing.
    mutating func takes(_ attempt: SignInAttempt, at now: Duration) -> Bool {
        guard pairs.hasRoom(for: attempt, at: now), names.hasRoom(for: attempt.user, at: now),
            addresses.hasRoom(for: attempt.address, at: now)
        else { return false }
        pairs.count(attempt, at: now)
        names.count(attempt.user, at: now)
        addresses.count(attempt.address, at: now)
        return true
    }
}

extension SignInThrottle {
    /// The generic cell rate algorithm (ITU-T I.371): a bucket is the one time at which it is empty again. There is a
    /// fixed number of buckets, chosen by a hash whose seed nobody outside knows, so that however many keys there are
    /// the memory is the same: who shares a bucket is slowed down, never let through.
    struct Buckets: Sendable {
        private static let number = 4096

        private let tolerance: Duration
        private let interval: Duration
        /// Monotonic times.
        private var emptyAt = [Duration](repeating: .zero, count: number)

        /// `burst` at once, and then one each `interval`.
        init(burst: Int, interval: Duration) {
            tolerance = interval * (burst - 1)
            self.interval = interval
        }

        func hasRoom(for key: some Hashable, at now: Duration) -> Bool {
            max(now, emptyAt[Self.place(of: key)]) - now <= tolerance
        }

        mutating func count(_ key: some Hashable, at now: Duration) {
            let place = Self.place(of: key)
            emptyAt[place] = max(now, emptyAt[place]) + interval
        }

        private static func place(of key: some Hashable) -> Int {
            Int(UInt(bitPattern: key.hashValue) % UInt(number))
        }
    }
}
