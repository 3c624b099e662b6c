import Jobs
import Testing

@testable import WebAPI

@Suite("The preference to wait")
struct WaitPreferenceTests {
    @Test(
        "a number of seconds is taken, a longer one becomes the longest",
        arguments: [
            ("wait=1", 1), ("wait=60", 60), ("wait=61", 60), ("wait=1000000000", 60),
            ("wait=99999999999999999999999999", 60), ("respond-async, wait=5", 5), ("wait=\"7\"", 7),
            ("WAIT=3", 3), ("wait=4; foo=bar, wait=9", 4),
        ])
    func taken(header: String, seconds: Int) {
        #expect(WaitPreference(header)?.seconds == seconds)
    }

    @Test(
        "what is no time to wait is passed over",
        arguments: [
            nil, "", "wait", "wait=", "wait=0", "wait=-1", "wait=soon", "wait=1.5", "wait=+3", "await=3",
        ])
    func ignored(header: String?) {
        #expect(WaitPreference(header) == nil)
    }

    @Test("what a request leaves behind comes back as it was")
    func note() throws {
        let ids = (1...3).map { JobID(high: 0x7000, low: 1 << 63 | $0) }
        let note = ParkedNote(jobs: ids, wait: WaitPreference(seconds: 7), isReplayed: true)
        #expect(ParkedNote(note.text) == note)
        #expect(ParkedNote("") == nil)
        #expect(ParkedNote("jobs=x&wait=1&replayed=false") == nil)
    }
}

@Suite("Waiting for jobs")
struct WaitingTests {
    private let backend = FakeBackend()
    private static let waits = ["HTTP_PREFER": "wait=10"]

    private static func job(_ state: JobState) -> Job {
        Job(
            sequence: 1,
            submission: Submission(
                id: JobID(high: 0x0199_0000_0000_7000, low: 1 << 63 | 1), user: .guest, kind: .size,
                options: JobOptions(), image: nil, fileName: nil, submittedAt: FakeBackend.now),
            state: state, endedAt: state.isTerminal ? FakeBackend.now : nil)
    }

    private var parked: [(request: JobID, jobs: [JobID], milliseconds: UInt32)] {
        backend.commands.changes.compactMap {
            if case .park(let request, let jobs, let time) = $0 { (request, jobs, time) } else { nil }
        }
    }

    private func show(_ headers: [String: String] = waits, method: String = "GET") -> Response {
        backend.respond(method, "/api/jobs/\(Self.job(.pending).id)", headers: headers)
    }

    @Test("a request for a job that goes on is handed to the web server, with a word for whoever answers it")
    func parks() throws {
        backend.jobs.add(Self.job(.processing))
        let response = show()
        let command = try #require(parked.first)
        #expect(command.jobs == [Self.job(.pending).id])
        #expect(command.milliseconds == 10_000)
        #expect(response.header("X-Accel-Redirect") == "@park")
        #expect(response.header("X-Platen-Wait") == "/wait/20/\(command.request)")
        let note = try #require(response.header("X-Platen-Parked").flatMap(ParkedNote.init))
        #expect(note.jobs == command.jobs && note.wait.seconds == 10)
    }

    @Test(
        "the web server's own bound is longer than the wait",
        arguments: [(1, 5), (4, 5), (5, 20), (19, 20), (20, 65), (60, 65)])
    func bounds(seconds: Int, bound: Int) throws {
        backend.jobs.add(Self.job(.processing))
        let path = try #require(show(["HTTP_PREFER": "wait=\(seconds)"]).header("X-Platen-Wait"))
        #expect(path.hasPrefix("/wait/\(bound)/"))
    }

    @Test("a job that has ended is shown at once, and so is one to a client that does not wait")
    func atOnce() {
        backend.jobs.add(Self.job(.completed))
        #expect(show().status == 200)
        #expect(show().header("Preference-Applied") == "wait=10")
        #expect(show([:]).header("Preference-Applied") == nil)
        #expect(show(["HTTP_PREFER": "wait=-1"]).header("Preference-Applied") == nil)
        #expect(show(method: "HEAD").header("X-Accel-Redirect") == nil)
        #expect(parked.isEmpty)
    }

    @Test("a job that ended while the wait began is shown as it ended")
    func endedMeanwhile() {
        let jobs = backend.jobs
        jobs.add(Self.job(.processing))
        backend.commands.answer(.verdict(.refused)) {
            jobs.expire(Self.job(.pending).id)
            jobs.add(Self.job(.completed))
        }
        let response = show()
        #expect(response.json["state"] as? String == "completed")
        #expect(response.header("Preference-Applied") == "wait=10")
    }

    @Test("without a supervisor the state so far is the answer, and no preference was applied")
    func unavailable() {
        backend.jobs.add(Self.job(.processing))
        backend.commands.answer(.unavailable)
        let response = show()
        #expect(response.json["state"] as? String == "processing")
        #expect(response.header("Preference-Applied") == nil)
    }

    @Test("whoever has waited is answered, not parked again")
    func afterwards() {
        backend.jobs.add(Self.job(.processing))
        let response = show(Self.waits.merging(["PARKED": "jobs=x"]) { $1 })
        #expect(response.json["state"] as? String == "processing")
        #expect(response.header("Preference-Applied") == "wait=10")
        #expect(parked.isEmpty)
    }

    @Test("a submission waits for all of its jobs")
    func submission() throws {
        let png = SampleImages.png(width: 6, height: 4)
        let response = backend.submit(
            Form([.image(png), .image(png, name: "b.png"), .field("kind", "size")]), headers: Self.waits)
        #expect(parked.first?.jobs == backend.commands.sent.map(\.id))
        #expect(parked.first?.jobs.count == 2)
        #expect(response.header("X-Accel-Redirect") == "@park")
    }

    @Test(
        "after its wait a submission is answered 200 when all have ended, else 202",
        arguments: [JobState.completed, .failed, .processing])
    func submissionAfterwards(state: JobState) {
        backend.jobs.add(Self.job(state))
        let note = ParkedNote(jobs: [Self.job(state).id], wait: WaitPreference(seconds: 10), isReplayed: true)
        let response = backend.respond("POST", "/api/jobs", headers: ["PARKED": note.text])
        #expect(response.status == (state.isTerminal ? 200 : 202))
        #expect(response.json["state"] as? String == state.rawValue)
        #expect(response.header("Location") == "/api/jobs/\(Self.job(state).id)")
        #expect(response.header("Preference-Applied") == "wait=10")
        #expect(response.header("Idempotency-Replayed") == "true")
        #expect(backend.commands.sent.isEmpty)
    }

    @Test("a job that its owner removed meanwhile is unknown")
    func removed() {
        let note = ParkedNote(jobs: [Self.job(.pending).id], wait: WaitPreference(seconds: 1))
        #expect(backend.respond("POST", "/api/jobs", headers: ["PARKED": note.text]).code == "unknown_job")
    }
}
