import Testing

@testable import Client

@Suite struct CutAnswerTests {
    private func isWhole(_ headers: [String: String], _ body: [UInt8] = [], status: Int = 200) -> Bool {
        HTTPReply(status: status, headers: headers, body: body).isWhole
    }

    @Test func `an answer is whole when its length is told and is that of its body`() {
        #expect(isWhole(["content-length": "2"], [1, 2]))
        #expect(isWhole(["transfer-encoding": "chunked"], [1]))
        #expect(isWhole([:], status: 204))
    }

    @Test func `an answer whose length is not told, or is another, was cut`() {
        #expect(!isWhole(["server": "nginx"]))
        #expect(!isWhole(["content-length": "2"], [1]))
        #expect(!isWhole(["transfer-encoding": "chunked"]))
    }

    @Test func `Retry-After is a number of seconds`() {
        #expect(HTTPReply(status: 503, headers: ["retry-after": "12"]).retryAfterSeconds == 12)
        #expect(HTTPReply(status: 503, headers: ["retry-after": "-1"]).retryAfterSeconds == nil)
        #expect(HTTPReply(status: 200, headers: ["preference-applied": "wait=2"]).didWait)
    }
}
