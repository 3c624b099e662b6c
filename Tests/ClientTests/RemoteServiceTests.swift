import Jobs
import Synchronization
import Testing

@testable import Client

@Suite struct RemoteServiceTests {
    private let form = JobForm(kind: "ascii", options: ["width": "60"])

    @Test func `an image is sent with its name and options in the query and its key in a header`() throws {
        let fake = FakeService()
        _ = try RemoteService(fake).submit(form, image: [1, 2], fileName: "a b&c.png", key: "k")
        let request = try #require(fake.requests.first)
        #expect(request.target == "/api/jobs?file_name=a%20b%26c.png&kind=ascii&user_id=ada&width=60")
        #expect(request.headers["Idempotency-Key"] == "k")
        #expect(request.body == [1, 2])
    }

    @Test func `a job without an image is sent as JSON`() throws {
        let fake = FakeService()
        _ = try RemoteService(fake).submit(
            JobForm(kind: "sleep"), image: nil, fileName: nil, key: "k")
        let request = try #require(fake.requests.first)
        #expect(request.target == "/api/jobs")
        #expect(request.headers["Content-Type"] == "application/json")
        #expect(String(decoding: request.body ?? [], as: UTF8.self).contains(#""kind":"sleep""#))
    }

    @Test func `a submission whose answer was lost is sent again with the same key and makes one job`() throws
    {
        let fake = FakeService(faults: [.answerLost, .unreachable, .answerLost])
        let job = try RemoteService(fake).submit(form, image: [1], fileName: nil, key: "k")
        #expect(job.id == "job-1")
        #expect(fake.jobCount == 1)
        #expect(fake.requests.count == 4)
        #expect(Set(fake.requests.map { $0.headers["Idempotency-Key"] }) == ["k"])
    }

    @Test func `a refusal with Retry-After is waited out, no shorter than asked for`() throws {
        let time = FakeTime()
        let fake = FakeService(faults: [.status(503, retryAfter: 7), .status(429, retryAfter: 30)])
        var troubles: [String?] = []
        _ = try RemoteService(fake, time).submit(form, image: [1], fileName: nil, key: "k") {
            troubles.append($0)
        }
        #expect(time.pauses.count == 2)
        #expect(time.pauses[0] >= .seconds(7) && time.pauses[0] < .seconds(8))
        #expect(time.pauses[1] >= .seconds(30) && time.pauses[1] < .seconds(31))
        #expect(troubles == ["Because of too_much_work.", "Because of too_much_work.", nil])
    }

    @Test func `pauses grow while nobody answers, and end with patience`() throws {
        let time = FakeTime()
        let fake = FakeService()
        let service = RemoteService(fake, time, patience: 60)
        _ = try service.submit(form, image: [1], fileName: nil, key: "k")
        fake.state.withLock { $0.faults = Array(repeating: .unreachable, count: 1000) }
        let error = #expect(throws: Problem.self) { try service.job("job-1") }
        #expect(error?.code == .serviceNotReached)
        let total = time.pauses.reduce(.zero, +)
        #expect(total > .seconds(50) && total <= .seconds(60))
        #expect(time.pauses == time.pauses.sorted())
        #expect(time.pauses.max() ?? .zero <= .seconds(5))
    }

    @Test func `a service that has never answered is given up soon`() {
        let time = FakeTime()
        let fake = FakeService(faults: Array(repeating: .unreachable, count: 1000))
        let error = #expect(throws: Problem.self) { try RemoteService(fake, time).job("job-1") }
        #expect(error?.detail.contains(" at http://fake:1: ") == true)
        #expect(error?.detail.contains("platen up") == true)
        #expect(time.pauses.reduce(.zero, +) <= .seconds(5))
    }

    @Test func `a longer pause than patience allows is not begun`() {
        let time = FakeTime()
        let fake = FakeService(faults: [.status(507, retryAfter: 3600)])
        let error = #expect(throws: Problem.self) { try RemoteService(fake, time).job("job-1") }
        #expect(error?.code == .tooMuchWork)
        #expect(time.pauses.isEmpty)
    }

    @Test func `a refusal that does not pass is not tried again`() {
        let fake = FakeService()
        let error = #expect(throws: Problem.self) { try RemoteService(fake).job("nobody") }
        #expect(error?.code == .unknownJob)
        #expect(error?.detail == "Because of unknown_job.")
        #expect(fake.requests.count == 1)
    }

    @Test func `a cancellation whose answer was lost is no refusal the second time`() throws {
        let fake = FakeService()
        let service = RemoteService(fake)
        let id = try service.submit(form, image: [1], fileName: nil, key: "k").id
        fake.state.withLock { $0.faults = [.answerLost] }
        #expect(try service.change(id, .cancel).state == .cancelled)
        #expect(throws: Problem.self) { try service.change(id, .cancel) }
    }

    @Test func `what speaks otherwise is not taken for the service`() {
        struct Stranger: Transport {
            func send(_ request: HTTPRequest) -> HTTPReply {
                HTTPReply(status: 200, body: Array("<html>".utf8))
            }
        }
        let service = RemoteService(
            transport: Stranger(), place: "http://127.0.0.1:9", policy: RetryPolicy(patience: .zero))
        let error = #expect(throws: Problem.self) { try service.job("x") }
        #expect(error?.code == .answerNotUnderstood)
    }
}
