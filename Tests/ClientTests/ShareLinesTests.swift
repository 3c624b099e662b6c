import Testing

@testable import Client

@Suite struct ShareLinesTests {
    private static func sums(_ promised: Int, _ received: Int) -> String {
        #"{"promised_ms":\#(promised),"received_ms":\#(received),"longest_wait_ms":2500}"#
    }

    private static func queue(more: Int = 0) throws -> RemoteQueue {
        let share = { (user: String, weight: Double, received: Int) in
            #"{"user":"\#(user)","weight":\#(weight),"jobs":5,"running":2,"minute":\#(sums(1000, received)),"#
                + #""hour":\#(sums(0, 0)),"day":\#(sums(0, -1))}"#
        }
        let fairness = #"{"jain_index":0.98765,"contenders":2,"longest_wait_ms":61000}"#
        return try RemoteQueue(
            json: Array(
                (#"{"waiting":6,"running":4,"oldest_wait_ms":1500,"processors":{"wanted":4},"more":\#(more),"#
                    + #""fairness":{"minute":\#(fairness)},"#
                    + #""shares":[\#(share("ann", 0.5, 3000)),\#(share("bob", 2, 1000))]}"#).utf8))
    }

    @Test func `Each user has a line, with the part of all that was received`() throws {
        let lines = ShareLines.lines(of: try Self.queue(more: 3), over: .minute)
        let words = lines.map { $0.split(separator: " ").joined(separator: " ") }
        #expect(words[1] == "ann 0.50 3 2 1.0 s 3.0 s 75.0 % 2.5 s")
        #expect(words[2] == "bob 2 3 2 1.0 s 1.0 s 25.0 % 2.5 s")
        #expect(lines[3] == "and 3 users more")
        #expect(
            lines[4]
                == "6 wait, the oldest for 1.5 s; 4 of 4 run; Jain's index 0.988 of 2 who waited all the time; "
                + "longest wait of the minute 61.0 s")
    }

    @Test func `Where nothing was received nothing is a part of it`() throws {
        let lines = ShareLines.lines(of: try Self.queue(), over: .day)
        #expect(lines[1].contains(" 0.0 % "))
        #expect(lines.last?.contains("nobody waited all the time") == true)
    }

    @Test func `What is no such document is not understood`() {
        for text in ["", "{}", "[]"] {
            #expect(throws: (any Error).self) { try RemoteQueue(json: Array(text.utf8)) }
        }
    }
}
