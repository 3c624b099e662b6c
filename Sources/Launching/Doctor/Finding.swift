/// What is known of one thing that the service needs, for people: one line.
struct Finding: Hashable {
    enum Verdict: String, Hashable {
        case good = "ok"
        /// The service runs, but with less than it could have.
        case poor = "warning"
        /// The service cannot run.
        case bad = "trouble"
    }

    let verdict: Verdict
    /// What it is about, in a word or two.
    let subject: String
    /// What there is; or what there is not, and what to do.
    let words: String

    static func good(_ subject: String, _ words: String) -> Finding {
        Finding(verdict: .good, subject: subject, words: words)
    }

    static func poor(_ subject: String, _ words: String) -> Finding {
        Finding(verdict: .poor, subject: subject, words: words)
    }

    static func bad(_ subject: String, _ words: String) -> Finding {
        Finding(verdict: .bad, subject: subject, words: words)
    }

    /// What `body` says, or the trouble that it throws.
    static func of(_ subject: String, _ body: () throws(LaunchError) -> String) -> Finding {
        do throws(LaunchError) {
            return .good(subject, try body())
        } catch {
            return .bad(subject, error.description)
        }
    }

    /// The verdict and the subject in columns.
    var line: String {
        "\(Self.padded(verdict.rawValue, to: 9))\(Self.padded(subject, to: 15))\(words)"
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
