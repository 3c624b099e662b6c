import Jobs
import Testing

@testable import WebAPI

@Suite("Too much work, too little room")
struct BackpressureTests {
    private let png = SampleImages.png(width: 6, height: 4)

    private func backend(waiting: Int = 0, scheduled: Int = 0, ended: Int = 0, users: Int = 1) -> FakeBackend
    {
        var backend = FakeBackend()
        backend.limits.maximumWaiting = 10
        backend.activity.change {
            $0.activity?.waiting = waiting
            $0.activity?.scheduled = scheduled
            $0.activity?.endedInMinute = ended
            $0.activity?.users = users
        }
        return backend
    }

    @Test("a full queue answers before the body is read")
    func fullQueue() {
        let backend = backend(waiting: 4, scheduled: 6, ended: 30)
        let body = FakeBody(png)
        let response = backend.respond("POST", "/api/jobs", contentType: "image/png", body: body)
        #expect(response.status == 503)
        #expect(response.code == "too_much_work")
        #expect(response.header("Retry-After") == "2")
        #expect((response.json["detail"] as? String)?.contains("10 jobs wait") == true)
        #expect((response.json["detail"] as? String)?.contains("2 seconds") == true)
        #expect(body.bytesRead == 0)
        #expect(backend.isUntouched)
    }

    @Test("a request with a key may be there already: the supervisor decides", arguments: ["header", "name"])
    func keyed(form: String) {
        let backend = backend(waiting: 10)
        backend.commands.answer(.verdict(.overloaded))
        let response =
            form == "header"
            ? backend.submit(Form([.image(png)]), key: "k") : backend.submit(png, to: "/api/jobs?job_id=k")
        #expect(response.code == "too_much_work")
        #expect(backend.commands.sent.count == 1)
        #expect(backend.inputs.left.isEmpty)
    }

    @Test(
        "the wait follows from the pace, within a second and an hour",
        arguments: [(0, "60"), (1, "60"), (7, "9"), (60, "1"), (100_000, "1")])
    func pace(ended: Int, seconds: String) {
        #expect(backend(waiting: 10, ended: ended).submit(png).header("Retry-After") == seconds)
    }

    @Test("a user's quota is 429, and the wait counts the users who take turns")
    func quota() {
        let backend = backend(ended: 60, users: 3)
        backend.commands.answer(.verdict(.overQuota))
        let response = backend.submit(Form([.image(png)]))
        #expect(response.status == 429)
        #expect(response.code == "quota_exceeded")
        #expect(response.header("Retry-After") == "3")
        #expect(backend.inputs.left.isEmpty)
        let crowd = self.backend(ended: 1, users: 1_000_000)
        crowd.commands.answer(.verdict(.overQuota))
        #expect(crowd.submit(png).header("Retry-After") == "3600")
    }

    @Test("a retry beyond the bounds is answered alike", arguments: [Verdict.overloaded, .overQuota])
    func retry(verdict: Verdict) {
        let backend = backend()
        let id = JobID(high: 1, low: 2)
        let submission = Submission(
            id: id, user: .guest, kind: .sleep, options: JobOptions(), image: nil, fileName: nil,
            submittedAt: FakeBackend.now)
        backend.jobs.add(Job(sequence: 1, submission: submission, state: .failed))
        backend.commands.answer(.verdict(verdict))
        let response = backend.respond("POST", "/api/jobs/\(id)/retry")
        #expect(response.status == (verdict == .overloaded ? 503 : 429))
        #expect(response.header("Retry-After") == "60")
    }

    @Test("a queue that fills up within a request says what was taken and when to come back")
    func partly() {
        let backend = backend(ended: 20)
        backend.commands.answer(.verdict(.accepted), .verdict(.overloaded))
        let response = backend.submit(Form([.image(png), .image(png)]))
        #expect(response.code == "too_much_work")
        #expect(response.header("Retry-After") == "3")
        #expect((response.json["accepted"] as? [String])?.count == 1)
        #expect(backend.inputs.left.count == 1)
    }

    @Test("a disk that is nearly full takes no job, and takes them again by itself")
    func lowDisk() {
        let backend = backend()
        backend.storage.fill()
        let body = FakeBody(png)
        let response = backend.respond("POST", "/api/jobs", contentType: "image/png", body: body)
        #expect(response.status == 507)
        #expect(response.code == "storage_full")
        #expect(response.header("Retry-After") == "30")
        #expect(body.bytesRead == 0)
        #expect(backend.isUntouched)
        backend.storage.fill(false)
        #expect(backend.submit(png).status == 202)
    }
}
