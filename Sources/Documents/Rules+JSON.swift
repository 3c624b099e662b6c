import Foundation
package import Jobs

/// The document of rules, in a file and over HTTP.
extension Rules {
    /// - Throws: `RulesError` that names all that is wrong.
    package init(json: [UInt8]) throws(RulesError) {
        guard json.count <= Self.maximumBytes else {
            throw RulesError(faults: [.init(place: "", detail: "is longer than \(Self.maximumBytes) bytes")])
        }
        guard let document = try? JSONDecoder().decode(JSONValue.self, from: Data(json)) else {
            throw RulesError(faults: [.init(place: "", detail: "is not JSON, or holds a number too large")])
        }
        var reader = RulesReader()
        let rules = reader.rules(document)
        guard reader.faults.isEmpty else {
            throw RulesError(faults: reader.faults.sorted { $0.place < $1.place })
        }
        self = rules
    }

    /// The document as text, in one form for the same rules.
    package var text: String {
        // A tree of texts and finite numbers always has a form.
        let bytes = (try? JSON.bytes(of: document)) ?? []
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The document that says the same; what is not said is absent.
    package var document: JSONValue {
        var members: [String: JSONValue] = [:]
        if everyone != UserTerms() { members["everyone"] = .object(everyone.members) }
        if !tiers.isEmpty { members["tiers"] = .object(tiers.mapValues { .object($0.members) }) }
        if !users.isEmpty {
            members["users"] = .object(
                Dictionary(uniqueKeysWithValues: users.map { ($0.key.text, .object($0.value.members)) }))
        }
        if !conditions.isEmpty { members["conditions"] = .array(conditions.map { .object($0.members) }) }
        return .object(members)
    }
}

extension UserTerms {
    fileprivate var members: [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        if let weight { members["weight"] = .number(weight) }
        for (name, value) in [
            ("max_running", maximumRunning), ("max_waiting", maximumWaiting),
            ("processor_seconds_per_day", processorSecondsPerDay), ("pixels_per_day", pixelsPerDay),
        ] {
            if let value { members[name] = .integer(Int64(value)) }
        }
        return members
    }
}

extension Rules.Member {
    fileprivate var members: [String: JSONValue] {
        terms.members.merging(tier.map { ["tier": .text($0)] } ?? [:]) { $1 }
    }
}

extension JobCondition {
    fileprivate var members: [String: JSONValue] {
        var members: [String: JSONValue] = ["factor": .number(factor)]
        if let kinds { members["kinds"] = .array(kinds.map(\.rawValue).sorted().map { .text($0) }) }
        if let pixelsOver { members["pixels_over"] = .integer(Int64(pixelsOver)) }
        if let pixelsUpTo { members["pixels_up_to"] = .integer(Int64(pixelsUpTo)) }
        if let hours { members["between"] = .text("\(hours)") }
        if let waitedOver { members["waited_over"] = .number(waitedOver) }
        return members
    }
}
