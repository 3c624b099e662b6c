import Foundation
import Jobs
import Synchronization
import TestSupport
import Testing

@testable import JobStore

@Suite("Searching texts")
struct SearchTests {
    /// A store whose jobs have these texts, each completed, in this order.
    private func withTexts(
        _ texts: [(name: String?, text: String?)], of owner: UserName = .guest,
        _ body: (StoreWriter, StoreReader, [JobID]) throws -> Void
    ) throws {
        let ids = texts.map { _ in newID() }
        let known = Dictionary(uniqueKeysWithValues: zip(ids, texts.map(\.text)))
        try withStorePath { path in
            let writer = try StoreWriter(path: path) { known[$0] ?? nil }
            for (id, (name, text)) in zip(ids, texts) {
                var new = submission(id, of: owner)
                new.fileName = name
                try writer.commit([.submit(new), .start(id), Self.end(id, hasText: text != nil)])
            }
            try body(writer, try StoreReader(path: path), ids)
        }
    }

    private static func end(_ id: JobID, hasText: Bool = true) -> StoreChange {
        let files = hasText ? [ResultFile(name: ResultFile.text, bytes: 1)] : []
        return .settle(
            id, .completed, at: noon, problem: nil, result: JobResult(files: files), attempt: attempt(1))
    }

    private func found(_ text: String, of user: UserName = .guest, _ reader: StoreReader) throws -> [JobID] {
        var filter = JobFilter()
        filter.words = JobFilter.words(in: text)
        return try reader.jobs(of: user, limit: 10, before: nil, matching: filter).map(\.id)
    }

    @Test("words are found by their beginnings, in any order, whatever their case and accents")
    func words() throws {
        try withTexts([("a.png", "Dear Reader,\nthe Café opens"), ("b.png", "the reading room")]) {
            _, reader, ids throws in
            #expect(try found("read", reader) == [ids[1], ids[0]])
            #expect(try found("opens READER", reader) == [ids[0]])
            #expect(try found("cafe", reader) == [ids[0]])
            #expect(try found("eader", reader) == [])
            #expect(try found("dear room", reader) == [])
        }
    }

    @Test(
        "a job is found by its file's name too, whatever became of it, and without name and text not at all")
    func names() throws {
        try withTexts([("Invoice 2026.png", nil), (nil, nil)]) { writer, reader, ids throws in
            #expect(try found("invoice", reader) == [ids[0]])
            #expect(try writer.integers("SELECT count(*) FROM texts") == [1])
        }
    }

    @Test(
        "what means something to the index means nothing in a search",
        arguments: [
            "\"", "*", "a OR b", "text : a", "NEAR(a b)", "-", "^z", "a\" OR \"b", "(", "{owner} : a",
            "\u{0}",
        ])
    func syntax(text: String) throws {
        try withTexts([("x.png", "alpha beta")]) { _, reader, _ throws in
            #expect(try found(text, reader) == [])
        }
    }

    @Test("nobody finds another's texts, nor by the name of the owner")
    func owners() throws {
        let ann = try user("ann")
        try withTexts([("x.png", "secret")], of: ann) { _, reader, ids throws in
            #expect(try found("secret", of: ann, reader) == ids)
            #expect(try found("secret", reader) == [])
            #expect(try found(ann.channel, of: ann, reader) == [])
        }
    }

    @Test("a text goes with its job, and a job done again is there once")
    func removal() throws {
        try withTexts([("x.png", "gone")]) { writer, reader, ids throws in
            try writer.commit([.delete(ids[0], by: .guest)])
            #expect(try found("gone", reader) == [])
            #expect(try writer.integers("SELECT count(*) FROM texts") == [0])
            let again = newID()
            let failure = StoreChange.settle(
                again, .failed, at: noon, problem: nil, result: nil, attempt: nil)
            try writer.commit([.submit(submission(again)), failure, .retry(again, by: .guest), failure])
            #expect(try writer.integers("SELECT count(*) FROM texts") == [1])
        }
    }

    @Test("an excerpt marks what was searched for, and control characters are no marks")
    func excerpts() throws {
        let text = "one \u{2}two\u{3} \(String(repeating: "filler ", count: 60)) the harbour lights <b>"
        try withTexts([("x.png", text), ("harbour.png", "other")]) { _, reader, ids throws in
            let jobs = try reader.jobs(of: .guest, limit: 10, before: nil)
            let excerpts = try reader.excerpts(of: jobs.map(\.sequence), words: ["harb"], user: .guest)
            let excerpt = try #require(excerpts[jobs[1].sequence])
            #expect(excerpt.pieces.filter(\.isHit).map(\.text) == ["harbour"])
            #expect(excerpt.pieces.map(\.text).joined().hasSuffix("the harbour lights <b>"))
            #expect(!excerpt.pieces.map(\.text).joined().contains { $0 == "\u{2}" || $0 == "\u{3}" })
            #expect(excerpts[jobs[0].sequence] == nil)
            #expect(jobs.map(\.id) == ids.reversed())
        }
    }

    @Test("states and kinds narrow a list, and a page goes on where the one before ended")
    func filters() throws {
        try withTexts([("1", "a"), ("2", "a"), ("3", "a")]) { writer, reader, ids throws in
            try writer.commit([.submit(submission())])
            var filter = JobFilter()
            (filter.states, filter.kinds, filter.words) = ([.completed, .failed], [.ocr], ["a"])
            let page = try reader.jobs(of: .guest, limit: 2, before: nil, matching: filter)
            #expect(page.map(\.id) == [ids[2], ids[1]])
            let rest = try reader.jobs(of: .guest, limit: 2, before: page.last?.sequence, matching: filter)
            #expect(rest.map(\.id) == [ids[0]])
            filter.kinds = [.size]
            #expect(try reader.jobs(of: .guest, limit: 2, before: nil, matching: filter) == [])
        }
    }
}
