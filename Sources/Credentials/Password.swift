/// A password that somebody may choose: 8 to 256 bytes of UTF-8 without a zero byte, which would end it early.
package struct Password: Hashable, Sendable {
    package static let byteRange = 8...256

    package let text: String

    /// Nil for a text that may not be one.
    package init?(_ text: String) {
        guard Self.byteRange.contains(text.utf8.count), !text.utf8.contains(0) else { return nil }
        self.text = text
    }
}
