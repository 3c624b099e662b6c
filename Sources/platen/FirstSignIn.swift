internal import Credentials
internal import JobStore
internal import Jobs

/// The way in to a service that asks people to sign in and has nobody yet who can let others in: a link that counts once.
struct FirstSignIn {
    /// Whom the link lets in.
    private static let user = "admin"
    private static let validMilliseconds: Int64 = 3_600_000

    let settings: ServiceSettings

    /// What whoever starts the service is told; nil when there is an admin, or nobody is asked to sign in.
    func greeting(_ url: String) -> String? {
        guard settings.access.asksWho, let user = UserName(Self.user), !hasAdmin else { return nil }
        let token = SecretToken()
        let end = Timestamp(milliseconds: Timestamp.now.milliseconds + Self.validMilliseconds)
        guard RingCommand.send(.account(.offerLink(token.digest, user, until: end)), settings) == .accepted
        else {
            return "There is no admin yet, and no link to sign in by could be made: start the service again."
        }
        return "Sign in as \(Self.user), once and within an hour: \(url)/#sign-in=\(token.text)"
    }

    /// Also where the store cannot be read: what cannot be known must not open anything.
    private var hasAdmin: Bool {
        do throws(StoreError) {
            return try StoreReader(path: settings.storePath, connections: 1).hasAdmin()
        } catch {
            return true
        }
    }
}
