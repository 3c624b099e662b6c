import Jobs
import TestSupport
import Testing

@testable import Scheduling

@Suite struct WaitingLineTests {
    private static func entry(_ sequence: Int64) -> WaitingLine.Entry {
        WaitingLine.Entry(
            id: JobID(high: 0, low: UInt64(sequence)), sequence: sequence, cost: Double(sequence % 7 + 1))
    }

    /// Beside a sorted array, which is slow and plainly right.
    @Test(arguments: 0..<4 as Range<UInt64>)
    func `Whatever comes, goes and comes back, the order and the sums are those of what waits`(seed: UInt64) {
        var (line, plain, random) = (WaitingLine(), [Int64](), SplitMix64(state: seed))
        var next: Int64 = 0
        for step in 0..<6000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                next += 2
                line.insert(Self.entry(next))
                plain.append(next)
            case 5:
                // One that comes back.
                let odd = Int64.random(in: 0...next / 2, using: &random) * 2 + 1
                guard !plain.contains(odd) else { continue }
                line.insert(Self.entry(odd))
                plain.insert(odd, at: plain.firstIndex { $0 > odd } ?? plain.endIndex)
            case 6..<8:
                #expect(line.popFirst()?.sequence == (plain.isEmpty ? nil : plain.removeFirst()))
            default:
                let victim = plain.randomElement(using: &random) ?? -1
                #expect(line.remove(victim)?.sequence == (victim < 0 ? nil : victim))
                plain.removeAll { $0 == victim }
            }
            guard step % 50 == 0, let probe = plain.randomElement(using: &random) else { continue }
            let before = plain.prefix { $0 < probe }
            #expect(line.standing(of: probe)?.jobs == before.count)
            let work = before.reduce(0) { $0 + Self.entry($1).cost }
            #expect(abs((line.standing(of: probe)?.work ?? -1) - work) < 1e-6)
            #expect(line.first?.sequence == plain.first)
            #expect(line.first(3).map(\.sequence) == Array(plain.prefix(3)))
        }
        #expect(line.total.jobs == plain.count)
        #expect(line.standing(of: next + 100) == nil)
        while let entry = line.popFirst() { #expect(entry.sequence == plain.removeFirst()) }
        #expect(plain.isEmpty && line.total == WaitingLine.Standing())
    }
}
