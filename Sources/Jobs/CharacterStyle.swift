/// How an image is drawn in characters. The same word in forms and the store.
package enum CharacterStyle: String, CaseIterable, Hashable, Sendable, Codable {
    /// Printable ASCII: `text.txt`.
    case plain
    /// Also dots of braille: `braille.txt`.
    case braille
    /// Also blocks in the 256 colours of terminals: `text.ansi`.
    case ansi256
    /// Also blocks in 24-bit colours: `text.ansi`.
    case truecolour

    /// The result file that it makes.
    package var fileName: String {
        switch self {
        case .plain: "text.txt"
        case .braille: "braille.txt"
        case .ansi256, .truecolour: "text.ansi"
        }
    }
}
