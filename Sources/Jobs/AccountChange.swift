/// A wish about users, their keys and sessions. What it does not find, it does not change.
package enum AccountChange: Hashable, Sendable {
    /// A new user. Not where the name is taken, or jobs are left of a user of that name who was removed.
    case add(Account)
    /// The user goes with keys and sessions; the jobs stay. Not the last admin.
    case remove(UserName)
    /// Not the last admin's.
    case setRole(UserName, Role)
    /// Ends all the user's sessions but the one named.
    case setPassword(UserName, hash: String?, keeping: ContentDigest?)
    case setWeight(UserName, Weight?)
    case setWebhook(UserName, Webhook?)
    case setWebhookSecret(UserName, String?)
    case addKey(APIKey, digest: ContentDigest)
    /// The user's key goes.
    case revokeKey(APIKey.ID, of: UserName)
    /// Notes that the key was used.
    case useKey(APIKey.ID, at: Timestamp)
    /// Somebody has signed in; the browser's session from before ends.
    case begin(Session, replacing: ContentDigest?)
    /// The user's session ends.
    case end(ContentDigest, of: UserName)
    /// From now on whoever has the link with this digest may sign in by it, once, as an admin: as the user, who is made
    /// where there is none.
    case offerLink(ContentDigest, UserName, until: Timestamp)
    /// Somebody follows the link with this digest: it is used up and the session begins.
    case redeemLink(ContentDigest, Session)
}
