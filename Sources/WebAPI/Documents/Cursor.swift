import Foundation
import Jobs

/// The place in a list after which its next page begins; opaque to clients: base64url (RFC 4648) of the
/// sequence number of the last job shown.
struct Cursor: Hashable {
    let sequence: Int64

    init(sequence: Int64) {
        self.sequence = sequence
    }

    /// - Throws: `Problem` with `.invalidCursor` for text that `text` does not give.
    init(_ text: String) throws(Problem) {
        let padded = text.replacing("-", with: "+").replacing("_", with: "/") + "="
        guard let data = Data(base64Encoded: padded), data.count == 8 else { throw Self.invalid }
        sequence = data.reduce(0) { $0 << 8 | Int64($1) }
        guard sequence > 0, self.text == text else { throw Self.invalid }
    }

    var text: String {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: sequence >> (56 - 8 * $0)) }
        let encoded = Data(bytes).base64EncodedString()
        return encoded.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static let invalid = Problem(
        .invalidCursor, "cursor must be the value of next from the page before, unchanged.")
}
