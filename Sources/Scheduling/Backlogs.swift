import Foundation
import Jobs

/// What users have waiting, as far as one needs to know of all of them together: how much of it will be served while
/// each is served a certain share.
///
/// Users are counted in classes by the power of two of their waiting work divided by their weight, so that those who
/// have little are told apart from those who have much, whatever their number.
struct Backlogs: Sendable {
    /// Of one user, or of several.
    struct Sum: Hashable, Sendable {
        var users = 0
        var weight = 0.0
        var jobs = 0
        /// Predicted processor time, in seconds.
        var work = 0.0
    }

    private var classes = [Sum](repeating: Sum(), count: classCount)
    /// All users with jobs that wait.
    private(set) var total = Sum()

    /// From a millisecond at weight 1 up.
    private static let classCount = 48
    private static let firstExponent = -10

    /// What a user has waiting changes.
    mutating func change(from before: Sum?, to after: Sum?) {
        for (sum, sign) in [(before, -1), (after, 1)] {
            guard let sum else { continue }
            classes[Self.index(of: sum)].change(by: sum, sign)
            total.change(by: sum, sign)
        }
    }

    /// What is served of users other than `user` while each gets `progress` seconds of processor time at weight 1. Exact
    /// for users who have less than half or more than twice as much waiting.
    /// - Complexity: O(1).
    func served(while progress: Double, without user: UserShare) -> WaitingLine.Standing {
        guard progress > 0 else { return WaitingLine.Standing() }
        let own = Sum(user)
        let ownIndex = own.map(Self.index)
        var served = (jobs: 0.0, work: 0.0)
        for index in classes.indices where classes[index].users > 0 {
            var others = classes[index]
            if let own, index == ownIndex { others.change(by: own, -1) }
            guard others.work > 0 else { continue }
            let work = min(others.work, others.weight * progress)
            served = (served.jobs + Double(others.jobs) * work / others.work, served.work + work)
        }
        return WaitingLine.Standing(jobs: Int(served.jobs.rounded()), work: served.work)
    }

    private static func index(of sum: Sum) -> Int {
        let ratio = sum.work / sum.weight
        guard ratio > 0, ratio.isFinite else { return 0 }
        return min(max(Int(ratio.exponent) - firstExponent, 0), classCount - 1)
    }
}

extension Backlogs.Sum {
    /// Nil for a user with nothing that waits.
    init?(_ share: UserShare) {
        guard share.count > 0 else { return nil }
        self.init(users: 1, weight: share.terms.weight.value, jobs: share.count, work: share.waitingCost)
    }

    /// Nothing is left of the sums when no user is.
    fileprivate mutating func change(by other: Self, _ sign: Int) {
        users += sign * other.users
        jobs += sign * other.jobs
        weight = users == 0 ? 0 : weight + Double(sign) * other.weight
        work = users == 0 ? 0 : max(0, work + Double(sign) * other.work)
    }
}
