import Jobs
import Outbound
import Testing
import TestSupport

@Suite struct TransfersTests {
    @Test func aRequestArrivesWholeAndItsResponseComesBack() throws {
        let server = try LocalServer { request in
            .response(status: 201, headers: ["X-Answer: yes"], body: request.body.reversed())
        }
        defer { server.stop() }
        var request = OutboundRequest(url: "\(server.url)/hook?a=1")
        (request.method, request.body, request.headers) = ("POST", [1, 0, 2], ["Webhook-Id: 7"])
        let response = try outcome(of: request).get()
        #expect(response.status == 201)
        #expect(response.headers["x-answer"] == "yes")
        #expect(response.body == [2, 0, 1])
        let received = try #require(server.received.first)
        #expect(received.method == "POST")
        #expect(received.target == "/hook?a=1")
        #expect(received.headers["webhook-id"] == "7")
        #expect(received.body == [1, 0, 2])
    }

    @Test func aRedirectIsAnAnswerLikeAnyOther() throws {
        let server = try LocalServer { _ in
            .response(status: 302, headers: ["Location: /elsewhere"], body: [])
        }
        defer { server.stop() }
        #expect(try outcome(of: OutboundRequest(url: server.url)).get().status == 302)
        #expect(server.received.count == 1)
    }

    @Test func aBodyLargerThanAllowedFailsWithItsStatus() throws {
        let server = try LocalServer { request in
            request.target == "/endless"
                ? .endless : .response(status: 200, body: [UInt8](repeating: 1, count: 2000))
        }
        defer { server.stop() }
        for path in ["/endless", "/announced"] {
            var request = OutboundRequest(url: server.url + path)
            request.maximumBytes = 1000
            let failure = try #require(outcome(of: request).failure)
            #expect(failure.code == .tooLarge)
            #expect(failure.status == 200)
        }
    }

    @Test func aServerThatNeverAnswersTimesOut() throws {
        let server = try LocalServer { _ in .silence }
        defer { server.stop() }
        var request = OutboundRequest(url: server.url)
        request.timeout = .milliseconds(200)
        #expect(outcome(of: request).failure?.code == .timeout)
    }

    @Test func nobodyAtTheAddressIsAFailureOfTheConnection() throws {
        let server = try LocalServer { _ in .silence }
        server.stop()
        #expect(outcome(of: OutboundRequest(url: server.url)).failure?.code == .connection)
    }

    @Test func aNameLeadsToThePinnedAddressWithoutAskingAnybody() throws {
        let server = try LocalServer { _ in .response(status: 200, body: []) }
        defer { server.stop() }
        var request = OutboundRequest(url: "http://receiver.invalid:\(server.port)/")
        request.addresses = [try #require(IPAddress("127.0.0.1"))]
        #expect(try outcome(of: request).get().status == 200)
        #expect(server.received.first?.headers["host"] == "receiver.invalid:\(server.port)")
    }

    @Test func noOtherAddressThanThePinnedOnesIsConnectedTo() throws {
        let server = try LocalServer { _ in .response(status: 200, body: []) }
        defer { server.stop() }
        var request = OutboundRequest(url: server.url)
        request.addresses = [try #require(IPAddress("127.0.0.2"))]
        #expect(outcome(of: request).failure?.code == .refusedAddress)
        #expect(server.received.isEmpty)
    }

    @Test(arguments: ["file:///etc/passwd", "gopher://127.0.0.1/", "not a url", ""])
    func whatIsNoHTTPFails(url: String) {
        #expect(outcome(of: OutboundRequest(url: url)).failure != nil)
    }

    @Test func aSlowRequestHoldsUpNoOther() throws {
        let server = try LocalServer { request in
            request.target == "/slow" ? .silence : .response(status: 200, body: [])
        }
        defer { server.stop() }
        let transfers = Transfers<Int>()
        var slow = OutboundRequest(url: "\(server.url)/slow")
        slow.timeout = .seconds(600)
        transfers.start(slow, as: 0)
        for id in 1...20 { transfers.start(OutboundRequest(url: server.url), as: id) }
        var ended: Set<Int> = []
        while ended.count < 20 { ended.formUnion(transfers.wait(atMost: .seconds(10)).map(\.id)) }
        #expect(ended == Set(1...20))
        transfers.cancel(0)
        #expect(transfers.count == 0)
    }

    @Test func wakingEndsTheWait() {
        let transfers = Transfers<Int>()
        transfers.wake()
        #expect(transfers.wait(atMost: .seconds(3600)).isEmpty)
    }

    private func outcome(of request: OutboundRequest) -> Result<OutboundResponse, OutboundFailure> {
        let transfers = Transfers<Int>()
        transfers.start(request, as: 1)
        while true {
            if let outcome = transfers.wait(atMost: .seconds(10)).first { return outcome.result }
        }
    }
}

extension Result {
    var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
