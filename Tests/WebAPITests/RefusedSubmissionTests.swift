import Jobs
import Testing

@testable import WebAPI

@Suite("Refused submissions")
struct RefusedSubmissionTests {
    /// A request that must be refused, and how.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let status: Int
        let code: String
        let send: @Sendable (FakeBackend) -> Response

        init(
            _ description: String, _ status: Int, _ code: String,
            send: @escaping @Sendable (FakeBackend) -> Response
        ) {
            testDescription = description
            self.status = status
            self.code = code
            self.send = send
        }
    }

    private static let png = SampleImages.png(width: 6, height: 4)

    static let bodies: [Case] = [
        Case("announced empty body", 400, "empty_body") { $0.submit([UInt8]()) },
        Case("no body, no type", 400, "empty_body") { $0.respond("POST", "/api/jobs") },
        Case("empty body of unknown length", 400, "empty_body") {
            $0.respond("POST", "/api/jobs", contentType: "image/png")
        },
        Case("form without an image", 400, "missing_image") { $0.submit(Form([.field("kind", "size")])) },
        Case("form with no part", 400, "missing_image") { $0.submit(Form([])) },
        Case("file in a field of another name", 400, "unknown_field") {
            $0.submit(Form([.image(png), .image(png, field: "file")]))
        },
        Case("empty file in a field of another name", 400, "missing_image") {
            $0.submit(Form([.image([], name: "", field: "file")]))
        },
        Case("misspelt field of a form", 400, "unknown_field") {
            $0.submit(Form([.image(png), .field("knd", "size")]))
        },
        Case("misspelt field of JSON", 400, "unknown_field") {
            $0.submit(Array(#"{"kind":"sleep","durration":null}"#.utf8), type: "application/json")
        },
        Case("misspelt field of the query", 400, "unknown_field") {
            $0.submit(png, to: "/api/jobs?knd=size")
        },
        Case("image as text in JSON", 400, "unknown_field") {
            $0.submit(Array(#"{"image":"aGk="}"#.utf8), type: "application/json")
        },
        Case("file field left empty", 400, "missing_image") { $0.submit(Form([.image([], name: "")])) },
        Case("JSON for a kind with an image", 400, "missing_image") {
            $0.submit(Array(#"{"kind":"ocr"}"#.utf8), type: "application/json")
        },
        Case("multipart without a boundary", 400, "malformed_body") {
            $0.submit(png, type: "multipart/form-data")
        },
        Case("boundary that does not occur", 400, "malformed_body") {
            $0.submit(png, type: "multipart/form-data; boundary=x")
        },
        Case("boundary never closed", 400, "malformed_body") {
            $0.submit(Form([.image(png)], isClosed: false))
        },
        Case("body shorter than announced", 400, "malformed_body") {
            $0.respond(
                "POST", "/api/jobs", contentType: "image/png", contentLength: Int64(png.count) + 1,
                body: FakeBody(png))
        },
        Case("connection lost inside the body", 400, "malformed_body") {
            $0.respond(
                "POST", "/api/jobs", contentType: "image/png", body: FakeBody(png, isAborted: true))
        },
        Case("field that is not UTF-8", 400, "malformed_body") {
            let field = Form.Part(
                headers: "Content-Disposition: form-data; name=kind", contents: [0xFF, 0xFE])
            return $0.submit(Form([.image(png), field]))
        },
        Case("JSON that is none", 400, "malformed_body") {
            $0.submit(Array("{".utf8), type: "application/json")
        },
        Case("JSON that is no object", 400, "malformed_body") {
            $0.submit(Array("[1]".utf8), type: "application/json")
        },
        Case("JSON nested too deep", 400, "malformed_body") {
            $0.submit([UInt8](repeating: UInt8(ascii: "["), count: 60_000), type: "application/json")
        },
        Case("10,000 parts", 400, "too_many_parts") {
            $0.submit(Form((0..<10_000).map { _ in .field("width", "") }))
        },
        Case("more images than allowed", 400, "too_many_parts") {
            var backend = $0
            backend.limits.maximumImages = 2
            return backend.submit(Form((0..<3).map { .image(png, name: "\($0).png") }))
        },
        Case("form type of a plain page", 415, "unsupported_media_type") {
            $0.submit(Array("kind=sleep".utf8), type: "application/x-www-form-urlencoded")
        },
        Case("body without a type", 415, "unsupported_media_type") {
            $0.respond("POST", "/api/jobs", body: FakeBody(png))
        },
    ]

    static let images: [Case] = [
        Case("text file called .png", 415, "unsupported_image") {
            $0.submit(Form([.image(Array("Hello, this is text.".utf8), name: "photo.png")]))
        },
        Case("text as image/png", 415, "unsupported_image") { $0.submit(Array("Hello".utf8)) },
        Case("truncated PNG", 422, "malformed_image") { $0.submit(Form([.image(png.dropLast(5))])) },
        Case("PNG cut in its header", 422, "malformed_image") { $0.submit(Array(png.prefix(20))) },
        Case("truncated JPEG", 422, "malformed_image") {
            $0.submit(Form([.image(SampleImages.jpeg(width: 6, height: 4).dropLast())]))
        },
        Case("empty file", 422, "malformed_image") { $0.submit(Form([.image([])])) },
        Case("PNG that declares 2^31 pixels", 422, "too_many_pixels") {
            $0.submit(Form([.image(SampleImages.png(width: 65_536, height: 32_768))]))
        },
        Case("one pixel over the limit", 422, "too_many_pixels") {
            var backend = $0
            backend.limits.maximumPixels = 23
            return backend.submit(png)
        },
        Case("second of two images bad", 415, "unsupported_image") {
            $0.submit(Form([.image(png), .image(Array("text".utf8), name: "b.png")]))
        },
        Case("announced size over the limit", 413, "body_too_large") {
            $0.respond(
                "POST", "/api/jobs", contentType: "image/png", contentLength: $0.limits.maximumUploadBytes + 1
            )
        },
        Case("size over the limit, not announced", 413, "body_too_large") {
            var backend = $0
            backend.limits.maximumUploadBytes = 100_000
            let large = SampleImages.png(width: 6, height: 4, dataBytes: 100_000)
            return backend.respond("POST", "/api/jobs", contentType: "image/png", body: FakeBody(large))
        },
        Case("large JSON", 413, "body_too_large") {
            $0.submit([UInt8](repeating: 0x20, count: 65_537), type: "application/json")
        },
        Case("full disk", 507, "storage_full") {
            $0.inputs.limit(to: 10)
            return $0.submit(Form([.image(png)]))
        },
    ]

    static let fields: [Case] = [
        Case("unknown kind behind the image", 400, "unknown_kind") {
            $0.submit(Form([.image(png), .field("kind", "poem")]))
        },
        Case("unknown kind in the query", 400, "unknown_kind") { $0.submit(png, to: "/api/jobs?kind=poem") },
        Case("width out of range", 400, "invalid_option") {
            $0.submit(Form([.field("kind", "ascii"), .field("width", "0"), .image(png)]))
        },
        Case("duration that is no number", 400, "invalid_option") {
            $0.submit(Array(#"{"kind":"sleep","duration":"long"}"#.utf8), type: "application/json")
        },
        Case("option that is an object", 400, "invalid_option") {
            $0.submit(Array(#"{"kind":"sleep","duration":{}}"#.utf8), type: "application/json")
        },
        Case("field of 8193 bytes", 400, "invalid_option") {
            $0.submit(Form([.image(png), .field("width", String(repeating: "x", count: 8193))]))
        },
        Case("user name with a space", 400, "invalid_user") {
            $0.submit(Form([.image(png), .field("user_id", "Ann Lee")]))
        },
        Case("cookie that is no user name", 400, "invalid_user") {
            $0.respond(
                "POST", "/api/jobs", contentType: "image/png", cookie: "platen_user=%20", body: FakeBody(png))
        },
    ]

    @Test(
        "a refused request has its status, code and a sentence, and leaves nothing",
        arguments: bodies + images + fields)
    func refused(refusal: Case) {
        let backend = FakeBackend()
        let response = refusal.send(backend)
        #expect(response.status == refusal.status)
        #expect(response.code == refusal.code)
        #expect(response.json["status"] as? Int == refusal.status)
        #expect(response.json["type"] as? String == "about:blank")
        #expect((response.json["title"] as? String)?.hasPrefix("Status") == false)
        #expect((response.json["detail"] as? String)?.contains(" ") == true)
        #expect(response.header("Content-Type") == "application/problem+json")
        #expect(response.header("Content-Length") == String(response.body.count))
        #expect(backend.isUntouched)
    }

    @Test("an image that its first bytes refuse never reaches the spool")
    func refusedAtFirstBytes() {
        let backend = FakeBackend()
        _ = backend.submit(Form([.image(Array("text".utf8))]))
        _ = backend.submit(SampleImages.png(width: 65_536, height: 65_536))
        #expect(backend.inputs.received == 0)
    }

    @Test("10,000 parts are refused without reading the rest")
    func partsUnread() {
        let backend = FakeBackend()
        let form = Form((0..<10_000).map { _ in .field("width", "") }).bytes
        let body = FakeBody(form)
        let type = "multipart/form-data; boundary=\(Form.boundary)"
        #expect(backend.respond("POST", "/api/jobs", contentType: type, body: body).code == "too_many_parts")
        #expect(body.bytesRead <= BodyReader.pieceBytes)
        #expect(form.count > 10 * BodyReader.pieceBytes)
    }

    @Test("a field that is not known is named")
    func unknownField() {
        let detail = FakeBackend().submit(Form([.field("knd", "1")])).json["detail"] as? String
        #expect(detail?.contains("knd") == true)
    }

    @Test("of several images the one at fault is named by number and file")
    func imageNamed() {
        let bad = Form([.image(Self.png), .image(Array("text".utf8), name: "x/b\u{202E}.png")])
        let detail = FakeBackend().submit(bad).json["detail"] as? String
        #expect(detail?.hasPrefix("Image 2, “b.png”: ") == true)
        let cut = Form([.image(Self.png.dropLast(5), name: "c.png"), .image(Self.png)])
        #expect(
            (FakeBackend().submit(cut).json["detail"] as? String)?.hasPrefix("Image 1, “c.png”: ") == true)
        let raw = FakeBackend().submit(Array("text".utf8)).json["detail"] as? String
        #expect(raw?.hasPrefix("Image") == false)
    }

    @Test("the unknown kind's sentence lists the kinds")
    func kindsListed() {
        let detail = FakeBackend().submit([1], to: "/api/jobs?kind=poem").json["detail"] as? String
        for kind in JobKind.allCases { #expect(detail?.contains(kind.rawValue) == true) }
    }
}
