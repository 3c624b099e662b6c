import Jobs
import Testing

@testable import WebAPI

@Suite("Keys of requests")
struct RequestKeyTests {
    @Test("a request without a key has none, an empty field counts as absent")
    func none() throws {
        #expect(try RequestKey(header: nil, fields: ["job_id": ""]) == nil)
    }

    @Test(
        "a key is the same bare and quoted",
        arguments: [
            ("8e03978e-40d5-43dd", "8e03978e-40d5-43dd"), (#""8e03978e""#, "8e03978e"),
            (#""a\"b\\c d""#, #"a"b\c d"#), (#""""#, nil), (#"""#, nil), (#""a"b""#, nil), (#""a\nb""#, nil),
            (#""a\"#, nil), ("", nil), ("a\u{7F}", nil), ("é", nil), ("a\tb", nil),
        ])
    func header(sent: String, key: String?) throws {
        guard let key else {
            #expect(Self.code(header: sent) == .invalidKey)
            return
        }
        #expect(try RequestKey(header: sent, fields: [:]) == .header(key))
    }

    @Test("a key has at most 255 characters, its quotes not counted")
    func length() throws {
        let longest = String(repeating: "k", count: 255)
        #expect(try RequestKey(header: "\"\(longest)\"", fields: [:]) == .header(longest))
        #expect(Self.code(header: longest + "k") == .invalidKey)
    }

    @Test("a client's name is checked, and not taken beside a header")
    func jobID() throws {
        #expect(
            try RequestKey(header: nil, fields: ["job_id": "a:1"]) == ClientJobID("a:1").map { .jobID($0) })
        #expect(Self.code(header: nil, jobID: "a b") == .invalidKey)
        #expect(Self.code(header: "a", jobID: "b") == .invalidKey)
    }

    @Test("keys of different kinds, texts and images have different digests")
    func digests() throws {
        let name = try #require(ClientJobID("a"))
        let keys: [RequestKey] = [.header("a"), .header("1 a"), .jobID(name), .jobID(name.of(image: 3))]
        let all = keys.flatMap { key in (1...2).map { key.digest(image: $0) } }
        #expect(Set(all).count == 8)
        #expect(
            RequestKey.jobID(name).digest(image: 3) == RequestKey.jobID(name.of(image: 3)).digest(image: 1))
    }

    private static func code(header: String?, jobID: String? = nil) -> Problem.Code? {
        do throws(Problem) {
            _ = try RequestKey(header: header, fields: jobID.map { ["job_id": $0] } ?? [:])
            return nil
        } catch {
            return error.code
        }
    }
}
