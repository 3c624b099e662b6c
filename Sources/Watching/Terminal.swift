import Glibc

/// A terminal that is drawn on from its top left corner, on the alternate screen, and that is as it was before
/// once this value ends. Signals that would end or stop the process arrive in `wait` instead.
package struct Terminal: ~Copyable {
    private var signals = sigset_t()
    private var settings = termios()
    private let hadSettings: Bool

    /// Whether standard output is a terminal.
    package static var isThere: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Takes the terminal over.
    package init() {
        unsafe sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH] {
            unsafe sigaddset(&signals, number)
        }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        hadSettings = unsafe tcgetattr(STDIN_FILENO, &settings) == 0
        if hadSettings {
            var quiet = settings
            quiet.c_lflag &= ~tcflag_t(ECHO | ICANON)
            unsafe tcsetattr(STDIN_FILENO, TCSANOW, &quiet)
        }
        // Alternate screen, no cursor, no wrapping.
        Self.write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l")
    }

    deinit {
        Self.write("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")
        var settings = settings
        // What was typed meanwhile was meant for nobody.
        if hadSettings { unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) }
    }

    /// Width and height of the window in characters, 80 by 24 where it does not say.
    package static var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
        else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Puts the lines in the place of what is there, without a flicker.
    package func draw(_ lines: [String]) {
        let text = lines.map { "\($0)\u{1B}[K" }.joined(separator: "\r\n")
        Self.write("\u{1B}[H\(text)\u{1B}[J")
    }

    /// Waits for the time to pass or the window to change.
    /// - Returns: false when the user or the system wants an end.
    package func wait(_ timeout: Duration) -> Bool {
        let parts = max(timeout, .zero).components
        var time = timespec(tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
        var signals = signals
        let number = unsafe sigtimedwait(&signals, nil, &time)
        return number <= 0 || number == SIGWINCH || number == SIGTSTP
    }

    private static func write(_ text: String) {
        var left = Array(text.utf8)[...]
        while !left.isEmpty {
            let count = unsafe left.withUnsafeBytes { bytes in
                unsafe Glibc.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
            }
            // A terminal that has gone takes nothing more; SIGHUP is about to say so.
            if count < 0, errno != EINTR { return }
            left = left.dropFirst(max(0, count))
        }
    }
}
