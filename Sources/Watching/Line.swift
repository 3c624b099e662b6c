/// A line of text and how it looks where colours are.
package struct Line: Hashable, Sendable {
    package enum Style: String, Hashable, Sendable {
        case plain = ""
        case title = "1"
        case heading = "7"
        case dim = "2"
        case alarm = "1;31"
    }

    package let text: String
    package let style: Style

    init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }

    /// The text with the terminal's codes (ECMA-48, SGR) around it.
    package var coloured: String {
        style == .plain ? text : "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }
}
