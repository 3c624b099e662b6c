/// How the operator wants the processors shared among users, and what a user may take.
package struct Rules: Hashable, Sendable {
    /// For every user of whom nothing more exact is said.
    package var everyone = UserTerms()
    /// For the users of a tier, by its name.
    package var tiers: [String: UserTerms] = [:]
    package var users: [UserName: Member] = [:]
    /// All that meet a job count, multiplied.
    package var conditions: [JobCondition] = []

    /// A user of whom something of its own is said.
    package struct Member: Hashable, Sendable {
        package var tier: String?
        package var terms: UserTerms

        package init(tier: String? = nil, terms: UserTerms = UserTerms()) {
            self.tier = tier
            self.terms = terms
        }
    }

    package init() {}

    /// Weights in rules, and what they are with conditions, stay within this range: whatever the rules are, nobody's
    /// share is less than a hundredth of any other's.
    package static let weightRange = 0.1...10.0

    /// The longest document of rules, in bytes.
    package static let maximumBytes = 64 << 10

    /// Whether there is anything that anybody's jobs of a day may not exceed.
    package var haveQuotas: Bool {
        everyone.hasQuota || tiers.values.contains(where: \.hasQuota)
            || users.values.contains(where: \.terms.hasQuota)
    }

    /// What counts for `user`: what is said of the user, else of the user's tier, else of everyone.
    /// - Parameters:
    ///   - user: any, known or not.
    ///   - weight: of the user's account, which counts before that of the tier; nil for none.
    /// - Returns: nil stays what no rule says.
    package func terms(of user: UserName, weight: Weight? = nil) -> UserTerms {
        let member = users[user]
        guard member != nil || weight != nil else { return everyone }
        var terms = member?.terms ?? UserTerms()
        terms.weight = terms.weight ?? weight?.value
        if let tier = member?.tier.flatMap({ tiers[$0] }) { terms.complete(with: tier) }
        terms.complete(with: everyone)
        return terms
    }

    /// By how much a job's time counts less, as if its user had so many times the weight.
    /// - Parameters:
    ///   - job: what is known of it.
    ///   - weight: the user's, from which the factor leads no further than `weightRange`.
    /// - Returns: 1 for a job that meets no condition.
    package func factor(of job: JobCondition.Circumstances, weight: Weight) -> Double {
        guard !conditions.isEmpty else { return 1 }
        let product = conditions.reduce(1) { $1.isMet(by: job) ? $0 * $1.factor : $0 }
        return (weight.value * product).clamped(to: Self.weightRange) / weight.value
    }
}

extension Double {
    /// The nearest number of the range.
    package func clamped(to range: ClosedRange<Double>) -> Double {
        min(max(self, range.lowerBound), range.upperBound)
    }
}
