internal import ArgumentParser
internal import Client
internal import Jobs

/// Where results go, and which.
struct ResultOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write results to this folder; it is made where there is none. Without it they go to standard output.",
            valueName: "folder"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Which results: a name such as words.json, its beginning or its ending, or all. May be repeated. "
                + "Without it the text, or all where there is none.",
            valueName: "name"))
    var format: [String] = []

    @Flag(help: "Replace files that are there.")
    var force = false

    /// What is to be done with `form`; `usual` are the words of `--format` where it is not given.
    /// - Throws: `Problem` where the folder cannot be made.
    /// - Returns: the plan of every item.
    func plan(
        _ form: JobForm = JobForm(kind: JobKind.ocr.rawValue), usual: [String] = [], waits: Bool,
        isWatched: Bool
    ) throws(Problem) -> ItemPlan {
        ItemPlan(
            form: form, waits: waits, selection: ResultSelection(words: format.isEmpty ? usual : format),
            folder: try output.map { path throws(Problem) in
                try ResultFolder(path: path, replaces: force)
            },
            isWatched: isWatched)
    }
}
