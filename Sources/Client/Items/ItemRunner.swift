internal import Jobs

/// Does one item after the other, from the file to its results: a thread's work.
package struct ItemRunner: Sendable {
    private static let firstPause = Duration.milliseconds(100)

    private let service: RemoteService
    private let plan: ItemPlan
    private let tell: @Sendable (Item, ItemStage) -> Void

    /// `tell` learns how far each item is.
    package init(
        service: RemoteService, plan: ItemPlan, tell: @escaping @Sendable (Item, ItemStage) -> Void
    ) {
        self.service = service
        self.plan = plan
        self.tell = tell
    }

    /// Blocks until the item has ended.
    package func run(_ item: Item) -> ItemEnd {
        var known: RemoteJob?
        do throws(Problem) {
            var job = try begin(item)
            known = job
            guard plan.waits else { return .submitted(job) }
            job = try follow(job, item)
            known = job
            guard job.state == .completed else { return .failed(Self.problem(of: job), job) }
            tell(item, .fetching(job))
            return .completed(job, try fetch(job, item))
        } catch {
            return .failed(error, known)
        }
    }

    private func begin(_ item: Item) throws(Problem) -> RemoteJob {
        switch item.source {
        case .job(let id): return try service.job(id) { tell(item, .trouble($0)) }.job
        case .form(let key):
            tell(item, .sending)
            return try service.submit(plan.form, image: nil, fileName: nil, key: key) {
                tell(item, .trouble($0))
            }
        case .image(let source, let key):
            try checkName(item)
            tell(item, .sending)
            let image = try source.read()
            return try service.submit(
                plan.form, image: image, fileName: source.fileName, key: text(of: key, image)
            ) { tell(item, .trouble($0)) }
        }
    }

    private func text(of key: Item.Key, _ image: [UInt8]) -> String {
        switch key {
        case .fixed(let text): text
        case .content: ContentKey.text(of: plan.form, image)
        }
    }

    /// The text is what most jobs make: where its name is taken, nothing needs to be sent. An image that is known by its
    /// content may have made that very text.
    private func checkName(_ item: Item) throws(Problem) {
        if case .image(_, .content) = item.source { return }
        guard let folder = plan.folder, let base = item.base, plan.selection == .usual,
            [JobKind.ocr.rawValue, JobKind.ascii.rawValue].contains(plan.form.kind)
        else { return }
        try folder.check(ResultNames.name(of: "text.txt", base: base), replaceable: item.replaceable)
    }

    private func follow(_ first: RemoteJob, _ item: Item) throws(Problem) -> RemoteJob {
        var job = first
        var pause = Self.firstPause
        tell(item, .waiting(job))
        while !job.state.isTerminal {
            let begun = service.time.now()
            let answer = try service.job(job.id, waiting: plan.holdSeconds(in: job.state)) {
                tell(item, .trouble($0))
            }
            job = answer.job
            tell(item, .waiting(job))
            guard !job.state.isTerminal else { return job }
            // A service that holds requests back has made the pause itself.
            let left = pause - (service.time.now() - begun)
            if left > .zero { service.time.pause(left) }
            if !answer.didWait { pause = min(pause * 1.5, plan.longestPause) }
        }
        return job
    }

    private static func problem(of job: RemoteJob) -> Problem {
        job.problem ?? Problem(.cancelled, "The job was cancelled.")
    }

    private func fetch(_ job: RemoteJob, _ item: Item) throws(Problem) -> [FetchedResult] {
        let base = item.base ?? ResultNames.base(of: job)
        var results: [FetchedResult] = []
        for file in plan.selection.files(of: job) {
            let bytes = try service.file(file.url) { tell(item, .trouble($0)) }
            results.append(try keep(file.name, bytes, base: base, item))
        }
        if results.isEmpty, job.files.isEmpty, let value = job.result {
            results.append(try keep("json", Array("\(value)\n".utf8), base: base, item))
        }
        return results
    }

    private func keep(
        _ file: String, _ bytes: [UInt8], base: String, _ item: Item
    ) throws(Problem) -> FetchedResult {
        // The service's names are plain; one that is not shall not lead out of the folder.
        guard !file.contains("/") else { throw .notUnderstood }
        let name = ResultNames.name(of: file, base: base)
        return FetchedResult(
            name: file, bytes: bytes,
            path: try plan.folder?.write(name, bytes, replaceable: item.replaceable))
    }
}
