import Testing

@testable import Client

@Suite struct CutAnswerTests {
    @Test func `an answer whose length is not told may have been cut`() {
        #expect(
            HTTPReply(status: 200, head: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", body: [1, 2]).hasEnd)
        #expect(
            HTTPReply(status: 200, head: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", body: [])
                .hasEnd)
        #expect(HTTPReply(status: 204, head: "HTTP/1.1 204 No Content\r\n\r\n", body: []).hasEnd)
        #expect(!HTTPReply(status: 200, head: "HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n", body: []).hasEnd)
    }

    @Test func `headers are found whatever their case, and Retry-After is a number`() {
        let head = "HTTP/1.1 503 No\r\nRETRY-AFTER: 12\r\nPreference-Applied: wait=2\r\n\r\n"
        let reply = HTTPReply(status: 503, head: head, body: [])
        #expect(reply.retryAfterSeconds == 12)
        #expect(reply.didWait)
        #expect(HTTPReply(status: 503, headers: ["retry-after": "-1"]).retryAfterSeconds == nil)
    }
}
