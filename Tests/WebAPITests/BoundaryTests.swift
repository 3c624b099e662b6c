import Jobs
import TestSupport
import Testing

@testable import WebAPI

@Suite("Boundary")
struct BoundaryTests {
    @Test(
        "content types without a usable boundary are refused",
        arguments: [
            "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=\"ends with space \"", "multipart/form-data; boundary=\"a\u{e9}\"",
            "multipart/form-data; boundary=\"a\tb\"",
        ])
    func refused(contentType: String) {
        let problem = #expect(throws: Problem.self) { try Boundary(contentType: HeaderValue(contentType)) }
        #expect(problem?.code == .malformedBody)
    }

    @Test("quoted and plain boundaries are the same")
    func quoted() throws {
        let plain = try Boundary(contentType: HeaderValue("multipart/form-data; charset=utf-8; boundary=a-b"))
        let quoted = try Boundary(contentType: HeaderValue("multipart/form-data;boundary=\"a-b\""))
        #expect(plain == quoted)
        #expect(plain.delimiter == Array("\r\n--a-b".utf8))
    }

    @Test("the search finds what a comparison at every offset finds", arguments: 0..<300)
    func search(seed: Int) throws {
        var generator = SplitMix64(state: UInt64(seed))
        let boundary = try Boundary(contentType: HeaderValue("multipart/form-data; boundary=aba"))
        var text = (0..<60).map { _ in Array("\r\n-ab".utf8).randomElement(using: &generator) ?? 0 }
        if seed.isMultiple(of: 2) { text.replaceSubrange(30..<37, with: boundary.delimiter) }
        let start = Int.random(in: 0...text.count, using: &generator)
        let expected = (start..<max(start, text.count)).first { text[$0...].starts(with: boundary.delimiter) }
        #expect(boundary.firstMatch(in: text.span, from: start) == expected)
        let partial = (0..<7).last { count in
            count <= text.count - start && text.suffix(count).elementsEqual(boundary.delimiter.prefix(count))
        }
        #expect(boundary.partialMatch(atEndOf: text.span, from: start) == partial)
    }
}
