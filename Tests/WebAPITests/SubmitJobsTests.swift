import Foundation
import Jobs
import Testing

@testable import WebAPI

@Suite("Submitting jobs")
struct SubmitJobsTests {
    private let backend = FakeBackend()
    private let png = SampleImages.png(width: 6, height: 4)
    private let jpeg = SampleImages.jpeg(width: 300, height: 200)

    @Test("one image of a form becomes one durable job of its owner")
    func form() throws {
        let form = Form([
            .field("kind", "ascii"), .image(png, name: "C:\\scans\\page 1.png"), .field("user_id", "ann"),
            .field("width", "80"),
        ])
        let response = backend.submit(form, pieceBytes: 7)
        #expect(response.status == 202)
        let sent = try #require(backend.commands.sent.first)
        #expect(backend.commands.sent.count == 1)
        #expect(sent.user == UserName("ann"))
        #expect(sent.kind == .ascii)
        #expect(sent.options == JobOptions(width: 80))
        #expect(sent.fileName == "page 1.png")
        #expect(sent.image == InputImage(format: .png, bytes: Int64(png.count), width: 6, height: 4))
        #expect(sent.submittedAt == FakeBackend.now)
        let input = try #require(backend.inputs.left[sent.id])
        #expect(input.keptAs == .png)
        #expect(input.bytes == png)
        #expect(response.header("Location") == "/api/jobs/\(sent.id)")
    }

    @Test("the answer is the job's document")
    func document() throws {
        let response = backend.submit(Form([.image(png)]))
        let id = try #require(backend.commands.sent.first).id
        #expect(
            response.text == """
                {"attempts":0,"created_at":"2026-01-31T12:00:00.000Z","file_name":"a.png","files":[],"id":"\(id)",\
                "input":{"bytes":\(png.count),"height":4,"media_type":"image/png",\
                "url":"/results/\(id)/input.png","width":6},"kind":"ocr","options":{},"priority":0,"spent_ms":0,\
                "state":"pending","url":"/api/jobs/\(id)","user":"guest","waited_ms":0}
                """)
    }

    @Test("several images become one job each, in their order")
    func several() throws {
        let form = Form([.image(png, name: "1.png"), .image(jpeg, name: "2.jpg"), .field("kind", "mirror")])
        let response = backend.submit(form)
        #expect(response.status == 202)
        #expect(response.header("Location") == "/api/jobs")
        let jobs = try #require(response.json["jobs"] as? [[String: Any]])
        #expect(jobs.map { $0["file_name"] as? String } == ["1.png", "2.jpg"])
        #expect(backend.commands.sent.map(\.kind) == [.mirror, .mirror])
        #expect(backend.inputs.left.values.compactMap(\.keptAs).count == 2)
    }

    @Test("a raw image takes its options from the query")
    func raw() throws {
        let target = "/api/jobs?kind=size&user_id=bo%40x.org&file_name=caf%C3%A9+1.jpg"
        #expect(backend.submit(jpeg, type: "image/jpeg", to: target).status == 202)
        let sent = try #require(backend.commands.sent.first)
        #expect(sent.kind == .size)
        #expect(sent.user.text == "bo@x.org")
        #expect(sent.fileName == "caf\u{e9} 1.jpg")
        #expect(sent.image?.format == .jpeg)
    }

    @Test("the first bytes decide the format, not the type or the name")
    func format() throws {
        #expect(backend.submit(jpeg, type: "image/png").status == 202)
        #expect(backend.submit(Form([.image(jpeg, name: "a.png")])).status == 202)
        #expect(backend.submit(jpeg, type: "application/octet-stream").status == 202)
        #expect(backend.commands.sent.map(\.image?.format) == [.jpeg, .jpeg, .jpeg])
    }

    @Test("a kind without an image comes as JSON, as a form or in a query")
    func sleep() {
        let json = Array(#"{"kind":"sleep","duration":2.5,"user_id":"ann","width":null}"#.utf8)
        #expect(backend.submit(json, type: "application/json; charset=utf-8").status == 202)
        #expect(backend.submit(Form([.field("kind", "sleep"), .field("duration", "3")])).status == 202)
        #expect(backend.commands.sent.map(\.options.durationMilliseconds) == [2500, 3000])
        #expect(backend.commands.sent.map(\.user.text) == ["ann", "guest"])
        #expect(backend.commands.sent.map(\.image) == [nil, nil])
    }

    @Test("an image sent along with a kind that takes none is not kept")
    func passedOver() {
        #expect(backend.submit(Form([.image(png), .field("kind", "sleep")])).status == 202)
        #expect(backend.commands.sent.map(\.image) == [nil])
        #expect(backend.inputs.left.isEmpty)
    }

    @Test("empty fields of a form count as absent")
    func emptyFields() {
        let form = Form([.field("kind", ""), .field("user_id", ""), .field("width", ""), .image(png)])
        #expect(backend.submit(form).status == 202)
        #expect(backend.commands.sent.map(\.kind) == [.ocr])
        #expect(backend.commands.sent.map(\.user) == [.guest])
    }

    @Test("the field names the user before the cookie does")
    func users() {
        func submit(_ target: String) -> Response {
            backend.respond(
                "POST", target, contentType: "image/png", cookie: "a=b; platen_user=eve%2B1; c=d",
                body: FakeBody(png))
        }
        _ = submit("/api/jobs")
        _ = submit("/api/jobs?user_id=ann")
        #expect(backend.commands.sent.map(\.user.text) == ["eve+1", "ann"])
    }

    @Test("a large image passes in pieces of at most 64 KiB")
    func pieces() throws {
        let large = SampleImages.png(width: 600, height: 400, dataBytes: 1_000_000)
        #expect(backend.submit(Form([.image(large)])).status == 202)
        let input = try #require(backend.inputs.left.values.first)
        #expect(input.bytes == large)
        #expect(input.largestPiece <= 65_536)
    }

    @Test(
        "a command that nobody takes or keeps removes its input",
        arguments: [
            (CommandReply.unavailable, 503, "service_unavailable"),
            (.verdict(.stopping), 503, "service_unavailable"),
            (.verdict(.failed), 503, "service_unavailable"),
            (.verdict(.malformed), 500, "internal_error"),
            (.verdict(.quarantined), 422, "quarantined"),
        ])
    func notTaken(reply: CommandReply, status: Int, code: String) {
        backend.commands.answer(reply)
        let response = backend.submit(Form([.image(png)]))
        #expect(response.status == status)
        #expect(response.code == code)
        #expect(backend.inputs.left.isEmpty)
        #expect((response.header("Retry-After") != nil) == (status == 503))
    }

    @Test("a command whose fate is unknown leaves its input")
    func unknownFate() {
        backend.commands.answer(.unknown)
        let response = backend.submit(Form([.image(png)]))
        #expect(response.status == 503)
        #expect(response.header("Retry-After") != nil)
        #expect((response.json["detail"] as? String)?.contains("list") == true)
        #expect(backend.inputs.left.count == 1)
    }

    @Test("a service that stops taking jobs within a request says which it took")
    func partly() throws {
        backend.commands.answer(.verdict(.accepted), .unavailable)
        let response = backend.submit(Form((0..<3).map { .image(png, name: "\($0).png") }))
        #expect(response.status == 503)
        let sent = backend.commands.sent
        #expect(sent.count == 2)
        #expect(response.json["accepted"] as? [String] == ["/api/jobs/\(sent[0].id)"])
        #expect(Array(backend.inputs.left.keys) == [sent[0].id])
    }
}
