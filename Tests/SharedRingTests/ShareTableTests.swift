import Testing

@testable import SharedRing

@Suite struct ShareTableTests {
    private static func table(_ rows: Int) -> ShareTable {
        let sums = { (number: Double) in
            ShareTable.Sums(promised: number, received: -number / 3, longestWait: number * 7)
        }
        return ShareTable(
            fairness: [0.25, 0.5, 1].map { ShareTable.Fairness(jain: $0, contenders: 3, longestWait: 9) },
            rows: (0..<rows).map { row in
                ShareTable.Row(
                    name: "user-\(row)@example", weight: 0.5, jobs: row, running: 1,
                    windows: (0..<ShareTable.windowCount).map { sums(Double(row + $0)) })
            },
            more: 99)
    }

    @Test(arguments: [0, 1, ShareTable.rowLimit]) func `A table that was published is read`(rows: Int) throws
    {
        try withRingPlace { place in
            let owner = try ScoreboardOwner.create(instance: place.instance, slots: 1)
            let reader = ScoreboardReader(instance: place.instance)
            #expect(reader.shares()?.rows == [])
            owner.publish(ServiceMeasures())
            owner.publish(Self.table(rows))
            #expect(reader.shares() == Self.table(rows))
            #expect(reader.measures() == ServiceMeasures())
        }
    }

    @Test func `Rows that have no place are left out`() {
        var table = Self.table(3)
        table.rows[1].name = String(repeating: "x", count: 65)
        #expect(ShareTable(words: table.words).rows.map(\.name) == ["user-0@example", "user-2@example"])
        #expect(ShareTable(words: Self.table(40).words).rows.count == ShareTable.rowLimit)
    }

    @Test func `Any bits make a valid table`() {
        for word: UInt64 in [.max, 1, 0x7FF0_0000_0000_0000, 0x4141_4141_4141_4141] {
            let table = ShareTable(words: Array(repeating: word, count: ShareTable.wordCount))
            #expect(table.fairness.allSatisfy { $0.jain.isFinite && $0.contenders >= 0 })
            #expect(table.rows.allSatisfy { $0.weight.isFinite && $0.jobs >= 0 })
        }
    }
}
