import Jobs
import JobStore
import Scheduling

/// Users, their keys and sessions: what they are stands in the store, what follows from it is done here.
extension SupervisorState {
    mutating func trySignIn(_ attempt: SignInAttempt, _ ticket: Ticket, _ now: Moment) {
        let isTaken = signIns.takes(attempt, at: now.monotonic)
        actions.append(.answer(ticket, isTaken ? .accepted : .throttled))
    }

    /// What follows from a durable change.
    /// - Returns: what the change's sender is told.
    mutating func conclude(_ change: AccountChange, _ result: CommitResult) -> Verdict {
        guard result.accounts.contains(change) else { return .refused }
        switch change {
        case .setWeight(let user, let weight): setAccountWeight(weight, of: user)
        case .add(let account): setAccountWeight(account.weight, of: account.name)
        case .remove(let user):
            setAccountWeight(nil, of: user)
            cutOff(user)
        case .setPassword(let user, _, _), .setRole(let user, .user), .revokeKey(_, let user),
            .end(_, let user):
            cutOff(user)
        case .setRole, .setWebhook, .setWebhookSecret, .addKey, .useKey, .begin, .offerLink, .redeemLink:
            break
        }
        return .accepted
    }

    /// Ends the streams of the user's events: whoever may still read them comes back.
    private mutating func cutOff(_ user: UserName) {
        if audience.isFollowed(user) { notices.append(.cutOff(user)) }
    }
}
