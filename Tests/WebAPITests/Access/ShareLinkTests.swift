import Jobs
import Testing

@testable import WebAPI

@Suite("Shared links")
struct ShareLinkTests {
    private static let key = FakeAccounts.shareKey
    private static let now = FakeBackend.now
    private static let job = JobID(high: 0x0199_0000_0000_7000, low: 1 << 63 | 7)
    private static let link = ShareLink(job: job, file: "text.txt", expires: now.milliseconds / 1000 + 60)

    private static func isValid(
        _ text: String, job: JobID = job, file: String = "text.txt", key: [UInt8] = key,
        after seconds: Int64 = 0
    ) -> Bool {
        let now = Timestamp(milliseconds: now.milliseconds + 1000 * seconds)
        return ShareLink.isValid(text, job: job, file: file, key: key, at: now)
    }

    @Test("a link lets in to its file until its time is over")
    func time() {
        let text = Self.link.text(key: Self.key)
        #expect(Self.isValid(text) && Self.isValid(text, after: 59))
        #expect(!Self.isValid(text, after: 60) && !Self.isValid(text, after: 1_000_000))
    }

    @Test("a link lets in to no other file, job or service")
    func others() {
        let text = Self.link.text(key: Self.key)
        #expect(!Self.isValid(text, job: JobID(high: Self.job.high, low: Self.job.low + 1)))
        #expect(!Self.isValid(text, file: "text.txt2") && !Self.isValid(text, file: "input.png"))
        #expect(!Self.isValid(text, key: [UInt8](repeating: 8, count: 32)))
    }

    @Test("a link that was changed anywhere lets nobody in")
    func forged() {
        let text = Self.link.text(key: Self.key)
        for index in text.indices {
            var forged = text
            forged.replaceSubrange(index...index, with: text[index] == "0" ? "1" : "0")
            #expect(!Self.isValid(forged), "\(forged)")
        }
        let (time, code) = (Self.link.expires, text.split(separator: ".")[1])
        for other in [
            "", ".", "\(time)", "\(time).", ".\(code)", "+\(text)", "0\(text)", "\(text) ", "\(text).0",
            "\(time + 1000).\(code)", "99999999999999999999.\(code)", "\(time).\(code.dropLast())",
        ] {
            #expect(!Self.isValid(other), "\(other)")
        }
    }

    private func sharing() throws -> (FakeBackend, [String: String]) {
        var backend = FakeBackend()
        backend.asksWho = true
        let ann = backend.accounts.add("ann")
        backend.jobs.add(
            Job(
                sequence: 1,
                submission: Submission(
                    id: Self.job, user: try #require(UserName("ann")), kind: .ascii, options: JobOptions(),
                    image: InputImage(format: .png, bytes: 5, width: 4, height: 3), fileName: nil,
                    submittedAt: Self.now), state: .completed,
                result: JobResult(value: nil, files: [ResultFile(name: "text.txt", bytes: 1)])))
        return (backend, ann)
    }

    private func share(_ body: String, _ backend: FakeBackend, _ headers: [String: String]) -> Response {
        backend.respond(
            "POST", "/api/jobs/\(Self.job)/share", headers: headers, body: FakeBody(Array(body.utf8)))
    }

    private func urls(_ response: Response) -> [String] {
        (response.json["links"] as? [[String: Any]] ?? []).compactMap { $0["url"] as? String }
    }

    @Test("who may see a job shares its files; without a wish all results for a day")
    func shares() throws {
        let (backend, ann) = try sharing()
        let response = share("", backend, ann)
        #expect(response.status == 201)
        #expect(response.json["expires_at"] as? String == "2026-02-01T12:00:00.000Z")
        let url = try #require(urls(response).first)
        #expect(urls(response).count == 1 && url.hasPrefix("/results/\(Self.job)/text.txt?share="))
        #expect(backend.get(url, headers: ["AUTHORISING": "1"]).status == 204)
        let input = try #require(urls(share(#"{"file":"input.png","expires_in":1}"#, backend, ann)).first)
        #expect(backend.get(input, headers: ["AUTHORISING": "1"]).status == 204)
        let swapped = input.replacing("input.png", with: "text.txt")
        #expect(backend.get(swapped, headers: ["AUTHORISING": "1"]).status == 403)
        #expect(backend.get(swapped).code == "invalid_link")
    }

    @Test("a link ends with its job, and with its owner's account")
    func ends() throws {
        let (backend, ann) = try sharing()
        let url = try #require(urls(share("", backend, ann)).first)
        backend.accounts.change("ann") { $0.name = .guest }
        #expect(backend.get(url, headers: ["AUTHORISING": "1"]).status == 403)
        let (other, again) = try sharing()
        let second = try #require(urls(share("", other, again)).first)
        other.jobs.expire(Self.job)
        #expect(other.get(second).code == "invalid_link")
    }

    @Test(
        "a wish that none can have is refused",
        arguments: [
            (#"{"expires_in":0}"#, "invalid_option"), (#"{"expires_in":-1}"#, "invalid_option"),
            (#"{"expires_in":2592001}"#, "invalid_option"), (#"{"expires_in":1.5}"#, "invalid_option"),
            (#"{"expires_in":1e300}"#, "invalid_option"), (#"{"expires_in":"1"}"#, "invalid_option"),
            (#"{"file":"other.txt"}"#, "unknown_job"), (#"{"file":"../input.png"}"#, "unknown_job"),
            (#"{"for":1}"#, "unknown_field"), ("[]", "malformed_body"),
        ])
    func refuses(body: String, code: String) throws {
        let (backend, ann) = try sharing()
        #expect(share(body, backend, ann).code == code)
    }
}
