import Testing

@testable import WebAPI

@Suite("Request")
struct RequestTests {
    private func request(_ parameters: [String: String]) -> Request {
        Request(thread: 3, body: FakeBody()) { parameters[$0] }
    }

    @Test("the normalised path wins over the one that was sent")
    func paths() {
        let both = request(["DOCUMENT_URI": "/api/jobs", "REQUEST_URI": "//api/./jobs?x=1"])
        #expect(both.path == "/api/jobs")
        #expect(both.query == ["x": "1"])
        #expect(request(["REQUEST_URI": "/a%20b?c"]).path == "/a b")
    }

    @Test("query fields are decoded, the last of one name counts")
    func query() {
        let text = "a=1&b=x+y%26z&&a=2&c&d==&%C3%A9=%zz&e=%F"
        let expected = ["a": "2", "b": "x y&z", "c": "", "d": "=", "\u{e9}": "%zz", "e": "%F"]
        #expect(request(["QUERY_STRING": text]).query == expected)
    }

    @Test("a length that is no length counts as not announced", arguments: ["", "x", "-1", "1e3"])
    func length(text: String) {
        #expect(request(["CONTENT_LENGTH": text]).contentLength == nil)
    }

    @Test("missing parameters have defaults")
    func defaults() {
        let empty = request([:])
        #expect(empty.method == "GET" && empty.path == "" && empty.query.isEmpty && empty.id == "-")
        #expect(empty.contentType == nil && empty.contentLength == nil && empty.cookie == nil)
        #expect(request(["CONTENT_TYPE": ""]).contentType == nil)
    }

    @Test(
        "cookies are found by their whole name",
        arguments: [
            ("platen_user=ann", "ann"), ("x=1; platen_user=a%40b", "a@b"),
            ("xplaten_user=eve; platen_user=ann", "ann"),
            ("platen_user=ann; platen_user=eve", "ann"), (" platen_user = ann ", "ann"),
        ])
    func cookies(header: String, expected: String) {
        #expect(Cookies.value(of: "platen_user", in: header) == expected)
    }

    @Test("no cookie is found where there is none", arguments: ["", "platen_user", ";;", "user=platen_user"])
    func noCookie(header: String) {
        #expect(Cookies.value(of: "platen_user", in: header) == nil)
    }
}
