import Jobs

extension JobFilter {
    /// What the query of a list asks for: `state` and `kind`, several with commas between them, and `q`.
    /// - Throws: `Problem` with `.invalidOption`.
    init(_ query: [String: String]) throws(Problem) {
        self.init()
        states = try Self.values(query["state"], "state")
        kinds = try Self.values(query["kind"], "kind")
        guard let text = query["q"] else { return }
        guard text.utf8.count <= Self.maximumTextBytes else {
            throw Problem(.invalidOption, "q has at most \(Self.maximumTextBytes) bytes.")
        }
        words = Self.words(in: text)
    }

    private static func values<Value: RawRepresentable & CaseIterable & Hashable>(
        _ text: String?, _ name: String
    ) throws(Problem) -> Set<Value> where Value.RawValue == String {
        guard let text else { return [] }
        var values: Set<Value> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let value = Value(rawValue: String(word)) else {
                let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(.invalidOption, "\(name) is one or, with commas, several of: \(known).")
            }
            values.insert(value)
        }
        return values
    }
}
