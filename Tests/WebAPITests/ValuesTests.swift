import Jobs
import Testing

@testable import WebAPI

@Suite("Cursor")
struct CursorTests {
    @Test("the text of a cursor gives it back", arguments: [1, 255, 256, 1 << 40, Int64.max])
    func roundTrip(sequence: Int64) throws {
        let text = Cursor(sequence: sequence).text
        #expect(try Cursor(text).sequence == sequence)
        #expect(text.utf8.count == 11)
        #expect(!text.contains("=") && !text.contains("/") && !text.contains("+"))
    }

    @Test(
        "every other text is refused",
        arguments: ["", "1", "AAAAAAAAAAE=", "AAAAAAAAAAEA", "gAAAAAAAAAA", "////////////"])
    func refused(text: String) {
        let problem = #expect(throws: Problem.self) { try Cursor(text) }
        #expect(problem?.code == .invalidCursor)
    }
}

@Suite("Job progress")
struct JobProgressTests {
    @Test(
        "what a processor cannot mean is put right",
        arguments: [
            (Double.nan, 0), (.infinity, 0), (-1, 0), (7, 1), (0.12345, 0.123), (1, 1),
        ])
    func fractions(written: Double, shown: Double) {
        #expect(JobProgress(stage: 0, progress: written)?.fraction == shown)
    }

    @Test("an unknown stage is no progress")
    func unknownStage() {
        #expect(JobProgress(stage: 99, progress: 0.5) == nil)
    }
}
