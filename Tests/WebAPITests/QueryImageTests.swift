import Jobs
import Testing

@testable import WebAPI

@Suite("Queries")
struct QueryImageTests {
    private let backend = FakeBackend()
    private let png = SampleImages.png(width: 6, height: 4)

    private func query(_ parts: Form.Part...) -> Response {
        backend.submit(Form(parts), to: "/query")
    }

    /// The answer once the job is `state`.
    private func answer(
        _ state: JobState, kind: JobKind = .size, result: JobResult? = nil, problem: Problem? = nil,
        headers: [String: String] = [:]
    ) -> Response {
        let submission = Submission(
            id: JobID(high: 0x0199_0000_0000_7000, low: 1 << 63 | 1), user: .guest, kind: kind,
            options: JobOptions(), image: InputImage(format: .jpeg, bytes: 84_123, width: 6, height: 4),
            fileName: nil, submittedAt: FakeBackend.now)
        backend.jobs.add(
            Job(sequence: 1, submission: submission, state: state, problem: problem, result: result))
        let note = ParkedNote(jobs: [submission.id], wait: QueryImage.wait)
        return backend.respond(
            "POST", "/query", headers: headers.merging(["PARKED": note.text]) { $1 })
    }

    @Test("an image becomes a job of its size, and the request waits for it")
    func size() throws {
        let response = query(.image(png))
        let sent = try #require(backend.commands.sent.first)
        #expect(sent.kind == .size)
        #expect(response.header("X-Accel-Redirect") == "@park")
        #expect(backend.commands.changes.count == 1)
    }

    @Test(
        "mirror asks for the mirrored image",
        arguments: [("true", JobKind.mirror), ("false", .size), ("", .size)])
    func mirror(text: String, kind: JobKind) {
        _ = query(.image(png), .field("mirror", text))
        #expect(backend.commands.sent.map(\.kind) == [kind])
    }

    @Test("the answer has exactly the form that clients know")
    func form() {
        let response = answer(.completed)
        #expect(response.status == 200)
        #expect(response.text == #"{"status": "SUCCESS", "size": "82kb"}"#)
        #expect(response.header("Content-Type") == "application/json")
    }

    @Test("with the mirrored image it says where that is, by the name that the client uses")
    func mirrored() {
        let response = answer(
            .completed, kind: .mirror, result: JobResult(files: [ResultFile(name: "mirror.jpg", bytes: 9)]),
            headers: ["HTTP_HOST": "localhost:8080", "REQUEST_SCHEME": "http"])
        #expect(
            response.text == #"{"status": "SUCCESS", "size": "82kb", "image": "#
                + #""http://localhost:8080/results/01990000-0000-7000-8000-000000000001/mirror.jpg"}"#)
    }

    @Test("a job that fails is a failure with its reason")
    func failed() {
        let response = answer(.failed, problem: Problem(.badImage, "It is \"broken\"."))
        #expect(response.status == 422)
        #expect(response.text == #"{"status": "FAILURE", "message": "It is \"broken\"."}"#)
    }

    @Test(
        "a job that takes too long, and one that was cancelled, are failures",
        arguments: [(JobState.processing, 504), (.pending, 504), (.cancelled, 409)])
    func tooLong(state: JobState, status: Int) {
        let response = answer(state)
        #expect(response.status == status)
        #expect(response.json["status"] as? String == "FAILURE")
    }

    @Test("a request that cannot be is a failure, and leaves nothing behind")
    func refused() {
        let responses = [
            query(), query(.image(Array("text".utf8))), query(.image(png), .image(png)),
            query(.image(png), .field("mirror", "maybe")), query(.image(png), .field("kind", "ocr")),
        ]
        for response in responses {
            #expect((400..<500).contains(response.status))
            #expect(response.json["status"] as? String == "FAILURE")
            #expect((response.json["message"] as? String)?.isEmpty == false)
        }
        #expect(backend.isUntouched)
    }

    @Test("a service that takes no jobs is a failure that can be tried again")
    func unavailable() {
        backend.commands.answer(.unavailable)
        let response = query(.image(png))
        #expect(response.status == 503)
        #expect(response.json["status"] as? String == "FAILURE")
        #expect(response.header("Retry-After") != nil)
        #expect(backend.inputs.left.isEmpty)
    }
}
