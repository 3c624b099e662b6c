internal import ArgumentParser
internal import Client
internal import Jobs

/// `platen watch`.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Submit each image that appears in a folder; its text appears beside it.",
        discussion: """
            scan.png is submitted once it stands unchanged, and its text becomes scan.png.txt; why one failed stands in \
            scan.png.error.txt. An image that changes is done again. The same image is the same job, whatever it is \
            called: neither a restart nor a copy doubles it. What is done is remembered in .platen-watch.json in the \
            folder. Folders in it are not watched. It ends by Ctrl-C.

            \(ClientOptions.place)

            \(ClientOptions.statuses)
            """)

    @Argument(help: "The folder.", completion: .directory)
    var folder: String

    @Flag(help: "End once all images that are there are done.")
    var once = false

    @Option(
        help: ArgumentHelp("How many seconds an image must have stood unchanged.", valueName: "seconds"))
    var settle = 1.0

    @Option(
        help: ArgumentHelp(
            "Which results: a name such as words.json, its beginning or its ending, or all. May be repeated. "
                + "Without it the text, or all where there is none.",
            valueName: "name"))
    var format: [String] = []

    @OptionGroup var kind: KindOptions
    @OptionGroup var parallel: ParallelOption
    @OptionGroup var client: ClientOptions

    func validate() throws {
        guard kind.form.takesImage else {
            throw ValidationError("Jobs of the kind \(kind.kind) take no image.")
        }
        guard (0...86_400).contains(settle) else {
            throw ValidationError("--settle is a number of seconds from 0 to 86400.")
        }
    }

    func run() throws {
        try ClientOptions.run { () throws(Problem) in
            let service = try client.service()
            // Before any thread is made, for those take over what is held back.
            let interrupts = Interrupts()
            var watcher = try FolderWatcher(
                path: folder, form: kind.form, selection: ResultSelection(words: format),
                rule: FolderWatcher.Rule(
                    settle: .seconds(settle), interval: .milliseconds(500), parallel: parallel.parallel),
                service: service,
                report: ItemReport(output: .standard, isJSON: client.json, hasHeadings: true),
                interrupts: interrupts)
            return try watcher.run(once: once)
        }
    }
}
