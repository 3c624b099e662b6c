/// A key by which a program acts for a user. The key itself is known to its owner alone.
package struct APIKey: Hashable, Sendable {
    /// Names the key to people and in addresses; gives nothing away.
    package var id: ID
    package var user: UserName
    /// What its owner calls it: one line of at most `longestName` bytes.
    package var name: String
    package var createdAt: Timestamp
    /// Nil for one that was never used; exact to a minute.
    package var lastUsedAt: Timestamp?

    package static let longestName = 100

    package init(
        id: ID, user: UserName, name: String, createdAt: Timestamp, lastUsedAt: Timestamp? = nil
    ) {
        self.id = id
        self.user = user
        self.name = name
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
    }

    /// Whether a key may be called `name`: something, on one line, that does nothing to a terminal.
    package static func isName(_ name: String) -> Bool {
        (1...longestName).contains(name.utf8.count)
            && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    }

    /// 16 hexadecimal digits.
    package struct ID: Hashable, Sendable, CustomStringConvertible {
        package let number: UInt64

        package init(number: UInt64) { self.number = number }

        /// Nil for any other text than `description` gives.
        package init?(_ text: some StringProtocol) {
            guard text.utf8.count == 16, let number = UInt64(text, radix: 16), text.first != "+" else {
                return nil
            }
            self.number = number
            guard description == text else { return nil }
        }

        package var description: String {
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
    }
}
