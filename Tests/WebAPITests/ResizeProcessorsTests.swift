import Jobs
import Testing

@testable import WebAPI

@Suite struct ResizeProcessorsTests {
    private let backend = FakeBackend()

    private func put(_ text: String) -> Response {
        backend.respond(
            "PUT", "/api/processors", contentType: "application/json", body: FakeBody(Array(text.utf8)))
    }

    @Test(arguments: [1, 7, 256]) func `A number that can be reaches the supervisor`(wanted: Int) {
        let response = put("{\"wanted\": \(wanted)}")
        #expect(response.status == 200)
        #expect(response.text == "{\"wanted\":\(wanted)}")
        #expect(backend.commands.sizes == [wanted])
    }

    @Test(arguments: ["0", "-1", "257", "9223372036854775807", "1.5", "1e99", "\"4\""])
    func `What is no number in range is refused`(wanted: String) {
        let response = put("{\"wanted\": \(wanted)}")
        #expect((response.status, response.code) == (400, "invalid_option"))
        #expect(backend.commands.sizes == [])
    }

    @Test(arguments: ["{}", "[]", "4", "{\"wanted\": null}", "{"])
    func `What is no such object is refused`(text: String) {
        let response = put(text)
        #expect((response.status, response.code) == (400, "malformed_body"))
        #expect(backend.commands.sizes == [])
    }

    @Test func `A field that is not known is refused`() {
        #expect(put("{\"wanted\": 2, \"wnated\": 3}").code == "unknown_field")
        #expect(backend.commands.sizes == [])
    }

    @Test func `An empty body and a long one are refused`() {
        #expect(put("").code == "empty_body")
        #expect(put(String(repeating: " ", count: 20_000)).code == "body_too_large")
    }

    @Test(arguments: [CommandReply.unavailable, .unknown, .verdict(.stopping), .verdict(.malformed)])
    func `Without a confirmation it is 503`(reply: CommandReply) {
        backend.commands.answer(reply)
        let response = put("{\"wanted\": 2}")
        #expect((response.status, response.code) == (503, "service_unavailable"))
        #expect(response.header("Retry-After") != nil)
    }

    @Test func `The address takes PUT alone`() {
        #expect(backend.get("/api/processors").status == 405)
        #expect(backend.get("/api/processors").header("Allow") == "PUT")
    }
}
