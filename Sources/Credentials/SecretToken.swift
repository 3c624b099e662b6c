import Crypto
package import Jobs

/// 256 random bits that let somebody in. The service keeps only their digest: whoever reads its store gets in nowhere.
package struct SecretToken: Hashable, Sendable {
    /// 64 hexadecimal digits.
    package let text: String

    /// A new one, from the operating system's source of randomness.
    package init() {
        var generator = SystemRandomNumberGenerator()
        text = (0..<4).map { _ in APIKey.ID(number: .random(in: .min ... .max, using: &generator)).description
        }
        .joined()
    }

    /// Nil for a text that none can be.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 64, text.utf8.allSatisfy(Self.isDigit) else { return nil }
        self.text = String(text)
    }

    /// By which the store finds it. No salt and no slow function: nobody guesses 256 bits.
    package var digest: ContentDigest { ContentDigest(SHA256.hash(data: Array(text.utf8))) }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}

/// The form in which keys are shown, by which leaked ones can be found.
extension SecretToken {
    private static let keyPrefix = "pk_"

    package var keyText: String { Self.keyPrefix + text }

    /// Nil for a text that no key can be.
    package init?(key: String) {
        guard key.hasPrefix(Self.keyPrefix) else { return nil }
        self.init(key.dropFirst(Self.keyPrefix.count))
    }
}

extension ContentDigest {
    fileprivate init(_ digest: SHA256Digest) {
        var words: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in digest.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
        self.init(words: (words[0], words[1], words[2], words[3]))
    }
}
