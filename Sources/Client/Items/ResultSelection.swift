/// Which result files are wanted.
package enum ResultSelection: Hashable, Sendable {
    /// The text; of a job without one, all.
    case usual
    case all
    /// Those whose name, name without ending, or ending is one of these.
    case named([String])

    /// From the words of `--format`; none is `usual`.
    package init(words: [String]) {
        self = words.isEmpty ? .usual : words.contains("all") ? .all : .named(words)
    }

    /// The files of `job` that are wanted.
    func files(of job: RemoteJob) -> [RemoteJob.File] {
        switch self {
        case .all: job.files
        case .named(let words): job.files.filter { Self.matches($0.name, words) }
        case .usual:
            job.files.contains { $0.name == "text.txt" }
                ? job.files.filter { $0.name == "text.txt" } : job.files
        }
    }

    private static func matches(_ name: String, _ words: [String]) -> Bool {
        let parts = name.split(separator: ".").map(String.init)
        return words.contains { $0 == name || $0 == parts.first || $0 == parts.last }
    }

    /// The words behind `--format` that mean the same.
    package var words: [String] {
        switch self {
        case .usual: []
        case .all: ["all"]
        case .named(let words): words
        }
    }
}
