import Jobs

/// Makes rules of their document, and notes every fault with its place. What it makes of a document with faults means
/// nothing.
struct RulesReader {
    private(set) var faults: [RulesError.Fault] = []

    mutating func rules(_ document: JSONValue) -> Rules {
        var rules = Rules()
        let members = members(document, at: "", known: ["everyone", "tiers", "users", "conditions"])
        if let everyone = members["everyone"] {
            rules.everyone = terms(self.members(everyone, at: "/everyone", known: Self.terms), "/everyone")
        }
        if let tiers = members["tiers"] { readTiers(tiers, &rules) }
        if let users = members["users"] { readUsers(users, &rules) }
        if let conditions = members["conditions"] { readConditions(conditions, &rules) }
        return rules
    }

    private mutating func readTiers(_ value: JSONValue, _ rules: inout Rules) {
        for (name, tier) in members(value, at: "/tiers") {
            let place = "/tiers/\(Self.escaped(name))"
            if UserName(name) == nil { fault(place, "is not a name: 1 to 64 letters, digits and . _ - @ +") }
            rules.tiers[name] = terms(members(tier, at: place, known: Self.terms), place)
        }
    }

    private mutating func readUsers(_ value: JSONValue, _ rules: inout Rules) {
        for (name, user) in members(value, at: "/users") {
            let place = "/users/\(Self.escaped(name))"
            let members = members(user, at: place, known: Self.terms.union(["tier"]))
            var member = Rules.Member(terms: terms(members, place))
            if let tier = members["tier"] { member.tier = self.tier(tier, of: rules, "\(place)/tier") }
            guard let name = UserName(name) else {
                fault(place, "is not a user name: 1 to 64 letters, digits and . _ - @ +")
                continue
            }
            rules.users[name] = member
        }
    }

    private mutating func tier(_ value: JSONValue, of rules: Rules, _ place: String) -> String? {
        guard case .text(let name) = value, rules.tiers[name] != nil else {
            fault(place, "must be one of the tiers: \(rules.tiers.keys.sorted().joined(separator: ", "))")
            return nil
        }
        return name
    }

    private static let terms: Set = [
        "weight", "max_running", "max_waiting", "processor_seconds_per_day", "pixels_per_day",
    ]

    private mutating func terms(_ members: [String: JSONValue], _ place: String) -> UserTerms {
        func at(_ name: String) -> (JSONValue?, String) { (members[name], "\(place)/\(name)") }
        return UserTerms(
            weight: number(at("weight"), Rules.weightRange),
            maximumRunning: count(at("max_running"), UserTerms.runningRange),
            maximumWaiting: count(at("max_waiting"), UserTerms.waitingRange),
            processorSecondsPerDay: count(at("processor_seconds_per_day"), UserTerms.processorSecondsRange),
            pixelsPerDay: count(at("pixels_per_day"), UserTerms.pixelsRange))
    }

    private mutating func readConditions(_ value: JSONValue, _ rules: inout Rules) {
        guard case .array(let conditions) = value, conditions.count <= Self.mostConditions else {
            return fault("/conditions", "must be a list of at most \(Self.mostConditions) conditions")
        }
        for (index, condition) in conditions.enumerated() {
            rules.conditions.append(self.condition(condition, "/conditions/\(index)"))
        }
    }

    /// Each job that begins is compared with all.
    private static let mostConditions = 32
    private static let condition: Set = [
        "kinds", "pixels_over", "pixels_up_to", "between", "waited_over", "factor",
    ]

    private mutating func condition(_ value: JSONValue, _ place: String) -> JobCondition {
        let members = members(value, at: place, known: Self.condition)
        func at(_ name: String) -> (JSONValue?, String) { (members[name], "\(place)/\(name)") }
        if members["factor"] == nil { fault("\(place)/factor", "is missing") }
        return JobCondition(
            kinds: kinds(at("kinds")),
            pixelsOver: count(at("pixels_over"), 0...UserTerms.pixelsRange.upperBound),
            pixelsUpTo: count(at("pixels_up_to"), UserTerms.pixelsRange), hours: hours(at("between")),
            waitedOver: number(at("waited_over"), 0...86_400),
            factor: number(at("factor"), Rules.weightRange) ?? 1)
    }

    private mutating func kinds(_ found: (value: JSONValue?, place: String)) -> Set<JobKind>? {
        guard let value = found.value else { return nil }
        let known = JobKind.allCases.filter { !$0.isErrand }
        var kinds: Set<JobKind> = []
        if case .array(let names) = value {
            for case .text(let name) in names {
                if let kind = known.first(where: { $0.rawValue == name }) { kinds.insert(kind) }
            }
            if !names.isEmpty, kinds.count == names.count { return kinds }
        }
        fault(
            found.place,
            "must be a list of different kinds of \(known.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    private mutating func hours(_ found: (value: JSONValue?, place: String)) -> DayHours? {
        guard let value = found.value else { return nil }
        if case .text(let text) = value, let hours = DayHours(text) { return hours }
        fault(found.place, "must be two times in UTC such as 22:00-06:00")
        return nil
    }

    private mutating func number(
        _ found: (value: JSONValue?, place: String), _ range: ClosedRange<Double>
    ) -> Double? {
        switch found.value {
        case nil: return nil
        case .number(let number) where range.contains(number): return number
        case .integer(let number) where range.contains(Double(number)): return Double(number)
        default:
            fault(
                found.place,
                "must be a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))")
            return nil
        }
    }

    private mutating func count(
        _ found: (value: JSONValue?, place: String), _ range: ClosedRange<Int>
    ) -> Int? {
        guard let value = found.value else { return nil }
        if case .integer(let number) = value, let count = Int(exactly: number), range.contains(count) {
            return count
        }
        fault(found.place, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// The members of an object, those that are not `known` faulted; nil for names that anybody may choose.
    private mutating func members(
        _ value: JSONValue, at place: String, known: Set<String>? = nil
    ) -> [String: JSONValue] {
        guard case .object(let members) = value else {
            fault(place, "must be an object")
            return [:]
        }
        guard let known else { return members }
        for name in members.keys where !known.contains(name) {
            fault("\(place)/\(Self.escaped(name))", "is not one of \(known.sorted().joined(separator: ", "))")
        }
        return members
    }

    private mutating func fault(_ place: String, _ detail: String) {
        faults.append(RulesError.Fault(place: place, detail: detail))
    }

    /// A name as one step of a pointer, at most 64 characters of it and none that steers a terminal.
    private static func escaped(_ name: String) -> String {
        String(name.prefix(64)).replacing("~", with: "~0").replacing("/", with: "~1").unicodeScalars
            .map { $0.properties.generalCategory == .control ? "?" : String($0) }.joined()
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}
