import Jobs
import TestSupport
import Testing

@testable import WebAPI

@Suite("Multipart parser")
struct MultipartParserTests {
    /// Parts as a handler saw them.
    private struct Recorder: MultipartHandler {
        struct Part: Hashable {
            var head: PartHead
            var contents: [UInt8] = []
            var isEnded = false
        }

        var parts: [Part] = []

        mutating func partBegan(_ head: PartHead) { parts.append(Part(head: head)) }

        mutating func partContinued(_ piece: Span<UInt8>) {
            #expect(piece.count > 0)
            for index in piece.indices { parts[parts.count - 1].contents.append(piece[index]) }
        }

        mutating func partEnded() { parts[parts.count - 1].isEnded = true }
    }

    private static func boundary(_ text: String = "b") throws -> Boundary {
        try Boundary(contentType: HeaderValue("multipart/form-data; boundary=\"\(text)\""))
    }

    /// Parses `body` cut into pieces of the given sizes; the last size repeats.
    private static func parse(
        _ body: [UInt8], boundary text: String = "b", pieces: [Int] = [.max], maximumParts: Int = 20
    ) throws -> [Recorder.Part] {
        var parser = MultipartParser(boundary: try boundary(text), maximumParts: maximumParts)
        var recorder = Recorder()
        var rest = body[...]
        var sizes = pieces[...]
        while !rest.isEmpty {
            let size = sizes.count > 1 ? sizes.removeFirst() : sizes[sizes.startIndex]
            let piece = Array(rest.prefix(size))
            rest = rest.dropFirst(size)
            try parser.consume(piece.span, &recorder)
        }
        try parser.finish()
        return recorder.parts
    }

    private static func body(_ lines: String...) -> [UInt8] {
        Array(lines.joined(separator: "\r\n").utf8)
    }

    /// Contents full of almost-boundaries, a preamble, an epilogue, padding behind a boundary, an empty part.
    private static let awkward = body(
        "preamble --b", "--b  \t", "Content-Disposition: form-data; name=one", "X-Other: y", "",
        "\r\r\n\r\n-\r\n--\r\n--\r\r\n--a--b\r\n--", "--b", "content-disposition: form-data; name=\"two\"",
        "", "",
        "--b", "Content-Disposition: form-data; name=three; filename=\"x;\\\".png\"", "", "last\r",
        "--b--", "epilogue", "--b", "not a part")

    @Test("the awkward body cut at every place gives the same parts")
    func everyPieceSize() throws {
        let whole = try Self.parse(Self.awkward)
        #expect(whole.map(\.head.name) == ["one", "two", "three"])
        #expect(whole[0].contents == Array("\r\r\n\r\n-\r\n--\r\n--\r\r\n--a--b\r\n--".utf8))
        #expect(whole[1].contents == [])
        #expect(whole[2].contents == Array("last\r".utf8))
        #expect(whole[2].head.fileName == "x;\".png")
        let ended = whole.filter(\.isEnded)
        #expect(ended.count == 3)
        for size in 1...Self.awkward.count {
            #expect(try Self.parse(Self.awkward, pieces: [size]) == whole, "pieces of \(size)")
            #expect(try Self.parse(Self.awkward, pieces: [size, .max]) == whole, "cut at \(size)")
        }
    }

    @Test("random contents of boundary letters in random pieces come out whole", arguments: 0..<300)
    func randomSplits(seed: Int) throws {
        var generator = SplitMix64(state: UInt64(seed))
        let letters = Array("\r\n-bb".utf8)
        var contents = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
            letters[Int.random(in: 0..<letters.count, using: &generator)]
        }
        while let match = Self.offset(of: "\r\n--bb", in: contents) {
            contents.removeSubrange(match..<(match + 2))
        }
        guard !contents.starts(with: "--bb".utf8) else { return }
        let head = Self.body("--bb", "Content-Disposition: form-data; name=x", "", "")
        let body = head + contents + Self.body("", "--bb--")
        let pieces = (0..<400).map { _ in Int.random(in: 1...9, using: &generator) }
        #expect(try Self.parse(body, boundary: "bb", pieces: pieces).map(\.contents) == [contents])
    }

    private static func offset(of text: String, in bytes: [UInt8]) -> Int? {
        let wanted = Array(text.utf8)
        return bytes.indices.first { bytes[$0...].starts(with: wanted) }
    }

    @Test("the longest boundary is found, one of 71 characters is refused")
    func longBoundary() throws {
        let text = String(repeating: "ab", count: 35)
        let body = Self.body(
            "--\(text)", "Content-Disposition: form-data; name=x", "", String(repeating: "ab", count: 500),
            "--\(text)--")
        for size in [1, 7, 71, 4096] {
            #expect(try Self.parse(body, boundary: text, pieces: [size])[0].contents.count == 1000)
        }
        #expect(throws: Problem.self) { try Self.boundary(text + "c") }
    }

    @Test(
        "hostile bodies are malformed",
        arguments: [
            "", "nothing", "--", "--b", "--b\r\n", "--b-", "--bX\r\n", "--b\n", "--b\r\r\n",
            "--b\r\nContent-Disposition: form-data; name=x", "--b\r\n\r\n", "--b\r\nX: y\r\n\r\nz\r\n--b--",
            "--b\r\nContent-Disposition: attachment; name=x\r\n\r\nz\r\n--b--",
            "--b\r\nContent-Disposition: form-data\r\n\r\nz\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=x\n\nz\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nnever closed",
            "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nz\r\n--b",
            "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nz\r\n--b-",
            "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nz\r\n--b-\r\n",
        ])
    func malformed(body: String) {
        for size in [1, 3, Int.max] {
            let problem = #expect(throws: Problem.self) { try Self.parse(Array(body.utf8), pieces: [size]) }
            #expect(problem?.code == .malformedBody)
        }
    }

    @Test("headers without end are refused at the limit")
    func endlessHeaders() throws {
        var parser = MultipartParser(boundary: try Self.boundary(), maximumParts: 1)
        var recorder = Recorder()
        try parser.consume(Self.body("--b", "").span, &recorder)
        let line = Array((String(repeating: "x", count: 62) + "\r\n").utf8)
        for _ in 0..<(MultipartParser.maximumHeaderBytes / 64) { try parser.consume(line.span, &recorder) }
        let problem = #expect(throws: Problem.self) { try parser.consume([UInt8](line).span, &recorder) }
        #expect(problem?.code == .malformedBody)
    }

    @Test("one part more than allowed is refused as soon as it begins")
    func tooManyParts() throws {
        let part = Self.body("--b", "Content-Disposition: form-data; name=x", "", "z", "")
        let end = Self.body("--b--")
        let allowed = (0..<3).flatMap { _ in part }
        #expect(try Self.parse(allowed + end, maximumParts: 3).count == 3)
        let problem = #expect(throws: Problem.self) {
            try Self.parse(allowed + Self.body("--b", ""), maximumParts: 3)
        }
        #expect(problem?.code == .tooManyParts)
    }

    @Test("mutated bodies give the same in one piece and in many", arguments: 0..<400)
    func fuzz(seed: Int) {
        var generator = SplitMix64(state: 1000 + UInt64(seed))
        var body = Self.awkward
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let index = Int.random(in: 0..<body.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: body[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: body.remove(at: index)
            default: body.insert(contentsOf: Array("\r\n--b".utf8).prefix(index % 6), at: index)
            }
        }
        let pieces = (0..<body.count).map { _ in Int.random(in: 1...12, using: &generator) }
        let whole = Result { try Self.parse(body) }
        let split = Result { try Self.parse(body, pieces: pieces) }
        switch (whole, split) {
        case (.success(let one), .success(let other)): #expect(one == other)
        case (.failure(let one), .failure(let other)): #expect((one as? Problem) == (other as? Problem))
        default: Issue.record("one piece: \(whole), many: \(split)")
        }
    }
}
