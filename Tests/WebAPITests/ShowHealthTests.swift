import Jobs
import Testing

@testable import WebAPI

@Suite("Health")
struct ShowHealthTests {
    private let backend = FakeBackend()

    @Test("a service whose parts all work is ok")
    func healthy() {
        let response = backend.get("/api/health")
        #expect(response.status == 200)
        #expect(
            response.text == """
                {"parts":{"processors":"ok","responder":"ok","storage":"ok","store":"ok","supervisor":"ok"},\
                "processors":{"alive":2,"busy":1,"wanted":2},"status":"ok","waiting":3}
                """)
    }

    /// The names of the parts that are down.
    private func down() -> Set<String> {
        let response = backend.get("/api/health")
        let parts = response.json["parts"] as? [String: String] ?? [:]
        let down = Set(parts.filter { $0.value == "down" }.keys)
        #expect(response.status == (down.isEmpty ? 200 : 503))
        #expect(response.json["status"] as? String == (down.isEmpty ? "ok" : "degraded"))
        #expect((response.header("Retry-After") == nil) == down.isEmpty)
        return down
    }

    @Test("a supervisor that has been silent for three seconds is down, and the processors with it")
    func silentSupervisor() {
        backend.activity.change { $0.beat = .milliseconds(2999) }
        #expect(down().isEmpty)
        backend.activity.change { $0.beat = .seconds(3) }
        #expect(down() == ["supervisor", "processors"])
        backend.activity.change { $0.beat = nil }
        #expect(down() == ["supervisor", "processors"])
    }

    @Test("no processor, or nobody to fork one, is down")
    func processors() {
        backend.activity.change { $0.activity?.processorsAlive = 0 }
        #expect(down() == ["processors"])
        backend.activity.change { $0.activity?.processorsAlive = 1 }
        backend.activity.change { $0.activity?.isReady = false }
        #expect(down() == ["processors"])
        backend.activity.change { $0.activity = nil }
        #expect(down() == ["processors"])
    }

    @Test("a disk without room is said to be full")
    func storage() {
        backend.storage.fill()
        let response = backend.get("/api/health")
        #expect(response.status == 503)
        #expect((response.json["parts"] as? [String: String])?["storage"] == "full")
        backend.storage.fill(false)
        #expect(backend.get("/api/health").status == 200)
    }

    @Test("a store that cannot be read is down")
    func store() {
        backend.jobs.breakDown()
        #expect(down() == ["store"])
    }
}
