import Foundation
import Jobs
import Testing

@Suite struct JobStateTests {
    @Test func theDiagramIsTheCode() throws {
        let drawn = try arrowsOfTheDiagram()
        var coded: Set<String> = []
        for state in JobState.allCases {
            for transition in JobTransition.allCases {
                guard let next = state.next(transition) else { continue }
                coded.insert("\(state.rawValue) --> \(next.rawValue) : \(transition.rawValue)")
            }
        }
        #expect(Set(drawn) == coded)
        #expect(drawn.count == coded.count, "an arrow is drawn twice")
    }

    @Test func onlyTheOwnersRetryLeavesATerminalState() {
        for state in JobState.allCases where state.isTerminal {
            for transition in JobTransition.allCases where state.next(transition) != nil {
                #expect(transition == .retry)
            }
        }
    }

    @Test func everyStateButTheLastOnesCanBeLeft() {
        for state in JobState.allCases where !state.isTerminal {
            #expect(JobTransition.allCases.contains { state.next($0) != nil })
        }
    }

    private func arrowsOfTheDiagram() throws -> [String] {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Jobs/Documentation.docc/JobLife.md").standardized
        return try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.contains("-->") }
    }
}
