import Foundation

/// A secret that signs webhooks and that receivers check them with, as Standard Webhooks writes it.
package struct WebhookSecret: Hashable, Sendable {
    private static let prefix = "whsec_"
    private static let keyBytes = 24...64
    /// Of a key that is made here.
    package static let madeBytes = 32

    /// What the signature's function takes.
    package let key: [UInt8]

    /// With a key that was made here.
    package init(key: [UInt8]) { self.key = key }

    /// Nil for anything but `whsec_` and the base64 form of 24 to 64 bytes.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix),
            let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            Self.keyBytes.contains(data.count)
        else { return nil }
        key = Array(data)
    }

    /// A new one.
    package init(using generator: inout some RandomNumberGenerator) {
        key = (0..<Self.madeBytes).map { _ in .random(in: .min ... .max, using: &generator) }
    }

    /// The form that people give to receivers.
    package var text: String { Self.prefix + Data(key).base64EncodedString() }
}
