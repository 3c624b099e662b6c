import Foundation
import Jobs
import Testing

@testable import Client

@Suite struct DemoTests {
    @Test func `The stages follow each other, each for a third of the time`() {
        let plan = DemoPlan(seconds: 30)
        #expect([0, 9.9, 10, 19.9, 20, 29.9].map { plan.stage(after: $0) } == [0, 0, 1, 1, 2, 2])
        #expect(plan.stage(after: 30) == nil)
    }

    @Test func `Weights take the place of what the rules say of the users, and of nothing else`() throws {
        let rules = #"{"everyone":{"weight":2},"users":{"ann":{"max_running":1},"demo-bob":{"weight":9}}}"#
        let changed = try RemoteService.rules(Array(rules.utf8), weights: ["demo-bob": 3, "demo-eve": 4])
        let object = try JSONSerialization.jsonObject(with: Data(changed)) as? NSDictionary
        let expected =
            #"{"everyone":{"weight":2},"users":{"ann":{"max_running":1},"demo-bob":{"weight":3},"demo-eve":{"weight":4}}}"#
        #expect(object == (try JSONSerialization.jsonObject(with: Data(expected.utf8)) as? NSDictionary))
    }

    private static func job(_ id: String, _ state: String, waited: Int = 0, spent: Int = 0) throws
        -> RemoteJob
    {
        try RemoteJob(
            json: Array(
                #"{"id":"\#(id)","state":"\#(state)","kind":"sleep","waited_ms":\#(waited),"spent_ms":\#(spent)}"#
                    .utf8))
    }

    private static func queue(_ promised: Int, _ received: Int) throws -> RemoteQueue {
        let sums = #"{"promised_ms":\#(promised),"received_ms":\#(received),"longest_wait_ms":0}"#
        return try RemoteQueue(
            json: Array(
                (#"{"waiting":0,"running":0,"oldest_wait_ms":0,"processors":{"wanted":1},"more":0,"fairness":{},"#
                    + #""shares":[{"user":"demo-ann","weight":1,"jobs":1,"running":0,"minute":\#(sums),"#
                    + #""hour":\#(sums),"day":\#(sums)}]}"#).utf8))
    }

    @Test func `Each end is told once, and counted in the stage in which it came`() throws {
        var board = DemoBoard()
        board.begin(try Self.queue(5000, 5000))
        board.add(try Self.job("one", "pending"), of: "demo-ann", work: "sleep 1.0 s")
        board.add(try Self.job("two", "pending"), of: "demo-ann", work: "size")
        #expect(board.look(at: [try Self.job("one", "processing")]) == [])
        let ended = try Self.job("one", "completed", waited: 2000, spent: 1000)
        #expect(
            board.look(at: [ended]) == ["demo-ann 1 (sleep 1.0 s, one) completed: waited 2.0 s, took 1.0 s"])
        #expect(board.look(at: [ended]) == [])
        board.look(at: try Self.queue(8000, 7000))
        let line = try #require(board.lines(weights: ["demo-ann": 8]).first { $0.hasPrefix("demo-ann") })
        #expect(
            line.split(separator: " ").joined(separator: " ")
                == "demo-ann 8 1 2.0 s 1.0 s 100 % 100 % - > 2")
        #expect(board.unfinished().map(\.name) == ["demo-ann 2"])
        board.begin(try Self.queue(8000, 7000))
        #expect(board.lines(weights: [:]).contains { $0.hasPrefix("demo-ann") && $0.contains(" 0 ") })
    }
}
