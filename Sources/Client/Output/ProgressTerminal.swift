internal import Glibc

/// Lines at the end of a terminal that are drawn again in their place. Without a terminal on standard error it draws
/// nothing.
package struct ProgressTerminal {
    /// Whether there is anything to draw on.
    package let isThere: Bool
    private let output: ClientOutput
    private var drawn: [String] = []

    package init(output: ClientOutput, isWanted: Bool) {
        self.output = output
        isThere = isWanted && isatty(STDERR_FILENO) == 1
    }

    /// Width and height in characters, 80 by 24 where the terminal does not say.
    var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
        else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Puts `lines` in the place of those drawn before.
    package mutating func draw(_ lines: [String]) {
        guard isThere, lines != drawn else { return }
        // Lines are not wrapped: each takes one row, whatever the width of its characters.
        let text = lines.map { "\($0)\u{1B}[K\n" }.joined()
        output.remark("\u{1B}[?7l\(back)\(text)\u{1B}[J\u{1B}[?7h")
        drawn = lines
    }

    /// Takes the lines away, so that others can be written.
    package mutating func clear() {
        guard isThere, !drawn.isEmpty else { return }
        output.remark("\(back)\u{1B}[J")
        drawn = []
    }

    private var back: String { !drawn.isEmpty ? "\u{1B}[\(drawn.count)A\r" : "\r" }
}
