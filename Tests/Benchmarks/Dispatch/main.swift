import Foundation

// Measures which job is next, the decision alone, with so many jobs of so many users waiting:
//     platen-bench-dispatch <jobs> <users> <turns>
// Prints one line of JSON, times in microseconds.
let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }.filter { $0 > 0 }
guard numbers.count == 3 else {
    FileHandle.standardError.write(Data("usage: platen-bench-dispatch JOBS USERS TURNS\n".utf8))
    exit(64)
}
var load = DispatchLoad(jobs: numbers[0], users: numbers[1])
let clock = ContinuousClock()
let turns = (0..<numbers[2]).compactMap { _ in load.turn(clock) }

/// In microseconds.
func quantile(_ part: Double, _ times: [Duration]) -> Double {
    let sorted = times.sorted()
    let place = min(sorted.count - 1, Int(part * Double(sorted.count)))
    return (sorted[place] / .nanoseconds(1)).rounded() / 1000
}

let (decisions, all) = (turns.map(\.decision), turns.map(\.all))
print(
    """
    {"decision_p50_us": \(quantile(0.5, decisions)), "decision_p99_us": \(quantile(0.99, decisions)), \
    "turn_p50_us": \(quantile(0.5, all)), "turn_p99_us": \(quantile(0.99, all))}
    """)
