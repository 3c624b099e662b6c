internal import ArgumentParser
internal import Credentials
internal import Foundation
internal import Glibc
internal import Launching

/// Asks for a new password: twice and without showing it on a terminal, else by reading a line.
enum PasswordPrompt {
    /// - Throws: `ValidationError` that says what to do.
    static func hash() throws -> String {
        let isTerminal = isatty(STDIN_FILENO) == 1
        let first = try line(isTerminal ? "New password: " : nil)
        if isTerminal, try line("The same again: ") != first {
            throw ValidationError("Those were two different passwords. Nothing was changed: try again.")
        }
        guard let password = Password(first) else {
            let range = Password.byteRange
            throw ValidationError("A password has \(range.lowerBound) to \(range.upperBound) bytes.")
        }
        guard let hash = PasswordHash(of: password) else {
            throw ValidationError("There is no memory to hash the password with.")
        }
        return hash.text
    }

    private static func line(_ prompt: String?) throws -> String {
        guard let prompt else { return readLine() ?? "" }
        StandardStreams.writeError(prompt)
        var shown = termios()
        unsafe tcgetattr(STDIN_FILENO, &shown)
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            StandardStreams.writeError("\n")
        }
        return readLine() ?? ""
    }
}
