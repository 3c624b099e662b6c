package import Jobs

/// Users of one weight in a simulated day.
package struct UserClass: Hashable, Sendable {
    package let name: String
    /// Which part of all users they are, in proportion to the other classes' `part`.
    package let part: Double
    package let weight: Weight

    /// From `name:part:weight`, such as `paid:0.1:4`; nil for any other form.
    package init?(_ text: String) {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 3, !fields[0].isEmpty,
            fields[0].utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.markup.contains($0) }),
            let part = Double(fields[1]), part > 0, part.isFinite,
            let weight = Double(fields[2]).flatMap(Weight.init)
        else { return nil }
        (name, self.part, self.weight) = (String(fields[0]), part, weight)
    }

    /// Characters that mean something in a picture.
    private static let markup = "<>&\"'".utf8
}
