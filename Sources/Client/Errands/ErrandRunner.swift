internal import Jobs

/// Does one errand after the other, from the file to its results: a thread's work.
package struct ErrandRunner: Sendable {
    private static let firstPause = Duration.milliseconds(100)

    private let service: RemoteService
    private let plan: ErrandPlan
    private let tell: @Sendable (Errand, ErrandStage) -> Void

    /// `tell` learns how far each errand is.
    package init(
        service: RemoteService, plan: ErrandPlan, tell: @escaping @Sendable (Errand, ErrandStage) -> Void
    ) {
        self.service = service
        self.plan = plan
        self.tell = tell
    }

    /// Blocks until the errand has ended.
    package func run(_ errand: Errand) -> ErrandEnd {
        var known: RemoteJob?
        do throws(Problem) {
            var job = try begin(errand)
            known = job
            guard plan.waits else { return .submitted(job) }
            job = try follow(job, errand)
            known = job
            guard job.state == .completed else { return .failed(Self.problem(of: job), job) }
            tell(errand, .fetching(job))
            return .completed(job, try fetch(job, errand))
        } catch {
            return .failed(error, known)
        }
    }

    private func begin(_ errand: Errand) throws(Problem) -> RemoteJob {
        switch errand.source {
        case .job(let id): return try service.job(id) { tell(errand, .trouble($0)) }.job
        case .form(let key):
            tell(errand, .sending)
            return try service.submit(plan.form, image: nil, fileName: nil, key: key) {
                tell(errand, .trouble($0))
            }
        case .image(let source, let key):
            try checkName(errand)
            tell(errand, .sending)
            let image = try source.read()
            return try service.submit(
                plan.form, image: image, fileName: source.fileName, key: text(of: key, image)
            ) { tell(errand, .trouble($0)) }
        }
    }

    private func text(of key: Errand.Key, _ image: [UInt8]) -> String {
        switch key {
        case .fixed(let text): text
        case .content: ContentKey.text(of: plan.form, image)
        }
    }

    /// The text is what most jobs make: where its name is taken, nothing needs to be sent. An image that is known by its
    /// content may have made that very text.
    private func checkName(_ errand: Errand) throws(Problem) {
        if case .image(_, .content) = errand.source { return }
        guard let folder = plan.folder, let base = errand.base, plan.selection == .usual,
            [JobKind.ocr.rawValue, JobKind.ascii.rawValue].contains(plan.form.kind)
        else { return }
        try folder.check(ResultNames.name(of: "text.txt", base: base), replaceable: errand.replaceable)
    }

    private func follow(_ first: RemoteJob, _ errand: Errand) throws(Problem) -> RemoteJob {
        var job = first
        var pause = Self.firstPause
        tell(errand, .waiting(job))
        while !job.state.isTerminal {
            let begun = service.time.now()
            let answer = try service.job(job.id, waiting: plan.holdSeconds(in: job.state)) {
                tell(errand, .trouble($0))
            }
            job = answer.job
            tell(errand, .waiting(job))
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

    private func fetch(_ job: RemoteJob, _ errand: Errand) throws(Problem) -> [FetchedResult] {
        let base = errand.base ?? ResultNames.base(of: job)
        var results: [FetchedResult] = []
        for file in plan.selection.files(of: job) {
            let bytes = try service.file(file.url) { tell(errand, .trouble($0)) }
            results.append(try keep(file.name, bytes, base: base, errand))
        }
        if results.isEmpty, job.files.isEmpty, let value = job.result {
            results.append(try keep("json", Array("\(value)\n".utf8), base: base, errand))
        }
        return results
    }

    private func keep(
        _ file: String, _ bytes: [UInt8], base: String, _ errand: Errand
    ) throws(Problem) -> FetchedResult {
        // The service's names are plain; one that is not shall not lead out of the folder.
        guard !file.contains("/") else { throw .notUnderstood }
        let name = ResultNames.name(of: file, base: base)
        return FetchedResult(
            name: file, bytes: bytes,
            path: try plan.folder?.write(name, bytes, replaceable: errand.replaceable))
    }
}
