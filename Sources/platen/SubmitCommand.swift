internal import ArgumentParser
internal import Client
internal import Foundation
internal import Jobs

/// `platen submit`.
struct SubmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Submit images, and fetch what becomes of them.",
        discussion: """
            Each image becomes one job, however often it has to be sent: the command goes on when the connection or \
            the service breaks down and comes back. Without --wait it prints a line with the job's id and the file for \
            each. With it, it waits for the jobs and prints their texts, or writes them to a folder: scan.png becomes \
            scan.txt, words.json scan.words.json. `-` is standard input. Kinds without an image take no file.

            \(ClientOptions.place)

            \(ClientOptions.statuses)
            """)

    @Argument(help: "Images.", completion: .file(extensions: ["png", "jpg", "jpeg", "PNG", "JPG", "JPEG"]))
    var images: [String] = []

    @Flag(help: "Wait for the jobs and fetch their results.")
    var wait = false

    @OptionGroup var kind: KindOptions
    @OptionGroup var results: ResultOptions
    @OptionGroup var parallel: ParallelOption
    @OptionGroup var client: ClientOptions

    func validate() throws {
        guard !kind.form.needsImage || !images.isEmpty else {
            throw ValidationError("Name the images, or - for standard input.")
        }
        guard kind.form.takesImage || images.isEmpty else {
            throw ValidationError("Jobs of the kind \(kind.kind) take no image.")
        }
        guard images.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("Standard input can be read only once.")
        }
        guard results.output == nil || wait else { throw ValidationError("--output needs --wait.") }
    }

    func run() throws {
        try ClientOptions.run { () throws(Problem) in
            let service = try client.service()
            let plan = try results.plan(
                kind.form, usual: kind.usualResults, waits: wait, isWatched: ItemTerminal.isThere(client))
            return ItemTerminal.run(items, plan, service, client, parallel.parallel)
        }
    }

    /// Keys are made before anything is sent: a request that is repeated has the one of its first try.
    private var items: [Item] {
        guard !images.isEmpty else {
            return [Item(number: 1, source: .form(key: UUID().uuidString), base: kind.kind)]
        }
        return zip(images, ResultNames.bases(of: images)).enumerated().map { index, image in
            Item(
                number: index + 1,
                source: .image(ImageSource(argument: image.0), key: .fixed(UUID().uuidString)), base: image.1)
        }
    }
}
