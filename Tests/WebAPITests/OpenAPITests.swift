import Documents
import Foundation
import Jobs
import Testing

@testable import WebAPI

@Suite("The described interface")
struct OpenAPITests {
    private let backend = FakeBackend()
    private let operations = OpenAPIDocument(FakeBackend().backend).operations

    private func served() -> [String: Any] { backend.get("/api/openapi.json").json }

    @Test("every route is described, and nothing else")
    func routes() {
        let routes = Route.table(backend.backend).map { "\($0.method) \($0.path)" }
        let described = operations.map { "\($0.method) \($0.path)" }
        #expect(Set(routes) == Set(described))
        #expect(Set(described).count == described.count)
        #expect(Set(operations.map(\.id)).count == operations.count)
    }

    @Test("each word in braces is a parameter of the path, and the other way round")
    func pathParameters() {
        for operation in operations {
            let words = operation.path.matches(of: /\{(\w+)\}/).map { String($0.1) }
            #expect(words == operation.parameters.filter { $0.place == .path }.map(\.name), "\(operation.id)")
        }
    }

    /// The codes in a source file, by a pattern with the code as its first group.
    private func codes(in file: String, _ pattern: Regex<(Substring, Substring)>) throws -> Set<String> {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../\(file)")
        let text = try String(contentsOf: path.standardized, encoding: .utf8)
        return Set(text.matches(of: pattern).map { String($0.1) })
    }

    @Test("every code that is declared is listed and has a meaning")
    func declaredCodes() throws {
        let declared = try codes(
            in: "Sources/Jobs/Problem.swift", /static let \w+ = Self\(rawValue: "([^"]*)"\)/)
        let listed = Problem.Code.ofRequests + Problem.Code.ofJobs
        #expect(Set(listed.map(\.rawValue)) == declared)
        for code in listed { #expect(code.meaning.hasSuffix("."), "\(code.rawValue)") }
    }

    @Test("every code of nginx is one of requests")
    func codesOfNginx() throws {
        let codes = try codes(in: "nginx/platen.conf.template", /"code":"([a-z_]+)"/)
        #expect(codes.count > 5)
        #expect(codes.isSubset(of: Problem.Code.ofRequests.map(\.rawValue)))
    }

    @Test("every code of requests is an answer of some call")
    func answeredCodes() {
        let answered = Set(operations.flatMap { $0.problemsByStatus.flatMap(\.codes) })
        // This one is the answer to methods that are not described.
        #expect(answered.union([.methodNotAllowed]) == Set(Problem.Code.ofRequests))
    }

    @Test("every field of submissions is described")
    func fields() {
        for name in SubmissionField.known { #expect(Schema.field(name)?["description"] != nil, "\(name)") }
        #expect(Schema.field("image") == nil)
    }

    @Test("every link leads to a call that takes a job")
    func links() {
        let named = Dictionary(uniqueKeysWithValues: operations.map { ($0.id, $0) })
        let calls = operations.flatMap { $0.answers.flatMap { $0.links?.calls ?? [] } }
        #expect(calls.count == 6)
        for call in calls { #expect(named[call]?.parameters.first?.name == "id", "\(call)") }
    }

    @Test("every reference leads to a document")
    func references() throws {
        let text = backend.get("/api/openapi.json").text
        let names = Set(text.matches(of: /#\/components\/schemas\/(\w+)/).map { String($0.1) })
        #expect(names.isSubset(of: Schema.documents.keys))
        #expect(Set(Schema.documents.keys).subtracting(names).isEmpty)
    }

    @Test("what is served is a document of OpenAPI 3.1, with examples of each problem")
    func document() throws {
        #expect(served()["openapi"] as? String == "3.1.0")
        let paths = try #require(served()["paths"] as? [String: [String: [String: Any]]])
        let answers = try #require(paths["/api/jobs/{id}"]?["delete"]?["responses"] as? [String: Any])
        #expect(
            Set(answers.keys) == [
                "204", "400", "401", "403", "404", "409", "410", "413", "421", "500", "503", "504",
            ])
        let content = (answers["409"] as? [String: Any])?["content"] as? [String: [String: Any]]
        let examples = content?["application/problem+json"]?["examples"] as? [String: [String: Any]]
        let example = try #require(examples?["not_deletable"]?["value"] as? [String: Any])
        #expect(example["status"] as? Int == 409)
        #expect(example["title"] as? String == "Conflict")
    }

    /// What is wrong with the members of an object by the schema of the document called `name`.
    private func faults(of object: [String: Any], as name: String) -> [String] {
        let schemas = (served()["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]]
        let schema = schemas?[name] ?? [:]
        let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
        let required = Set(schema["required"] as? [String] ?? [])
        let found = Set(object.keys)
        return found.subtracting(known).map { "\($0) is not described" }
            + required.subtracting(found).map { "\($0) is missing" }
    }

    @Test("a job with everything in it is as described, and shows all that is described")
    func job() throws {
        let image = InputImage(format: .png, bytes: 5, width: 4, height: 3)
        let digest = try #require(ContentDigest(bytes: repeatElement(1, count: 32)))
        var submission = Submission(
            id: JobID(high: 0x0199_0000_0000_7000, low: 1 << 63 | 7), user: .guest, kind: .ascii,
            options: JobOptions(width: 9, durationMilliseconds: 1), image: image, fileName: "a.png",
            submittedAt: FakeBackend.now, dueAt: FakeBackend.now, deadlineAt: FakeBackend.now,
            requestID: RequestID(high: 1, low: 2))
        submission.key = SubmissionKey(
            digest: digest, fingerprint: digest, clientID: ClientJobID("mine"))
        var keys: Set<String> = []
        for (state, attempts) in [(JobState.scheduled, 0), (.processing, 1), (.failed, 1), (.completed, 1)] {
            let job = Job(
                sequence: 1, submission: submission, state: state, attempts: attempts,
                startedAt: FakeBackend.now, endedAt: FakeBackend.now, problem: Problem(.badImage, "Torn."),
                result: JobResult(value: "{}", files: [ResultFile(name: "text.txt", bytes: 1)]))
            let attempt = Attempt(
                number: 1, startedAt: FakeBackend.now, endedAt: FakeBackend.now, end: .signal(11),
                cpuMilliseconds: 1, peakMemoryKiB: 1, progress: JobProgress(stage: .writing, fraction: 1))
            backend.activity.change { $0.progress[job.id] = JobProgress(stage: .writing, fraction: 1) }
            backend.jobs.add(job, attempts: [attempt])
            backend.commands.answer(.explanation(Self.explanation))
            let shown = backend.get("/api/jobs/\(job.id)").json
            #expect(faults(of: shown, as: "Job") == [])
            if !state.isTerminal {
                let explain = try #require(shown["explain"] as? [String: Any])
                #expect(faults(of: explain, as: "Explanation") == [])
                #expect(Set(explain.keys) == Set(schema("Explanation").keys))
            }
            for (member, document) in [("input", "Input"), ("problem", "JobProblem")] {
                #expect(faults(of: shown[member] as? [String: Any] ?? [:], as: document) == [])
            }
            let log = (shown["attempt_log"] as? [[String: Any]])?.first
            #expect(faults(of: try #require(log), as: "Attempt") == [])
            let file = (shown["files"] as? [[String: Any]])?.first
            #expect(faults(of: try #require(file), as: "File") == [])
            keys.formUnion(shown.keys)
            backend.jobs.expire(job.id)
        }
        let schema = ((served()["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]])?[
            "Job"]
        #expect(keys == Set((schema?["properties"] as? [String: Any] ?? [:]).keys))
    }

    /// With everything in it.
    private static let explanation: Explanation = {
        let forecast = Explanation.Forecast(median: FakeBackend.now, late: FakeBackend.now)
        var explanation = Explanation(
            state: .pending, share: 1, processors: 1, ownRunning: 0, end: forecast, reasons: [.processors(1)])
        (explanation.position, explanation.ownPosition) = (1, 1)
        (explanation.workAhead, explanation.start) = (0, forecast)
        return explanation
    }()

    @Test("what events carry is as described")
    func events() throws {
        let entry = QueueDocument.Entry(
            id: JobID(high: 1, low: 1), state: .pending, position: 1, ownPosition: 1,
            start: Explanation.Forecast(median: FakeBackend.now, late: FakeBackend.now), waited: 1, spent: 1)
        let queue = QueueDocument(waiting: 1, running: 1, jobs: [entry], more: 1)
        #expect(faults(of: try object(queue), as: "Queue") == [])
        #expect(faults(of: try object(RemovedDocument(JobID(high: 1, low: 1))), as: "Removed") == [])
        let described = Set((schema("Queue")["jobs"] as? [String: Any]).map(members) ?? [])
        let shown = (try object(queue)["jobs"] as? [[String: Any]])?.first ?? [:]
        #expect(Set(shown.keys) == described)
    }

    private func object(_ document: some Encodable) throws -> [String: Any] {
        let bytes = try JSON.bytes(of: document)
        return try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
    }

    /// The members of a document by its schema.
    private func schema(_ name: String) -> [String: Any] {
        let schemas = (served()["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]]
        return schemas?[name]?["properties"] as? [String: Any] ?? [:]
    }

    /// The members of the items of a list.
    private func members(_ list: [String: Any]) -> [String] {
        ((list["items"] as? [String: Any])?["properties"] as? [String: Any] ?? [:]).keys.map { $0 }
    }

    @Test("health and refusals are as described")
    func others() {
        #expect(faults(of: backend.get("/api/health").json, as: "Health") == [])
        #expect(faults(of: backend.get("/api/none").json, as: "Problem") == [])
    }

    @Test("the page shows every call, document and code, and loads nothing from elsewhere")
    func page() {
        let response = backend.get("/docs")
        #expect(response.header("Content-Type") == "text/html; charset=utf-8")
        for operation in operations {
            #expect(response.text.contains("<code>\(operation.method) \(operation.path)</code>"))
        }
        for name in Schema.documents.keys { #expect(response.text.contains("<h3>\(name)</h3>")) }
        for code in Problem.Code.ofRequests + Problem.Code.ofJobs {
            #expect(response.text.contains("<code>\(code.rawValue)</code>"))
        }
        #expect(response.text.contains("Processors. For example {&quot;wanted&quot;: 4}"))
        #expect(response.text.contains("0 to 3600"))
        #expect(!response.text.contains("<script"))
        #expect(!response.text.contains(" style="))
        #expect(!response.text.contains("//"))
    }

    @Test("what is written on the page is text")
    func escaping() {
        var html = HTMLText()
        html.element("p", "a < b & \"c\"", [("id", "x\"y")])
        #expect(html.text == "<p id=\"x&quot;y\">a &lt; b &amp; &quot;c&quot;</p>\n")
    }
}
