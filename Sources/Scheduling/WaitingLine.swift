import DequeModule
import Jobs

/// Waiting jobs in the order of their sequences, in blocks that know their sums: what stands before a job is found
/// without a look at every one of them.
struct WaitingLine: Sendable {
    /// A `WaitingJob` without the user, whose name would be most of it, and without priority.
    struct Entry: Sendable {
        var id: JobID
        var sequence: Int64
        var cost: Double
    }

    /// What stands before a job.
    struct Standing: Hashable, Sendable {
        /// How many jobs.
        var jobs = 0
        /// Their predicted processor time, in seconds.
        var work = 0.0

        static func + (first: Standing, second: Standing) -> Standing {
            Standing(jobs: first.jobs + second.jobs, work: first.work + second.work)
        }
    }

    /// None is empty.
    private var blocks: Deque<Block> = []
    /// All that wait.
    private(set) var total = Standing()

    fileprivate struct Block: Sendable {
        var entries: Deque<Entry>
        var work: Double
    }

    /// One that has grown to twice as many is split.
    private static let blockLength = 256

    var first: Entry? { blocks.first?.entries.first }

    /// The first jobs to be served, at most `limit`.
    func first(_ limit: Int) -> [Entry] {
        var found: [Entry] = []
        for block in blocks where found.count < limit { found += block.entries.prefix(limit - found.count) }
        return found
    }

    /// - Complexity: O(1) for a job later than all others, else O(n / `blockLength` + `blockLength`).
    mutating func insert(_ entry: Entry) {
        total = total + Standing(jobs: 1, work: entry.cost)
        if let last = blocks.last, (last.entries.last?.sequence ?? .min) < entry.sequence,
            last.entries.count >= Self.blockLength
        {
            return blocks.append(Block(entries: [entry], work: entry.cost))
        }
        guard !blocks.isEmpty else { return blocks.append(Block(entries: [entry], work: entry.cost)) }
        let block = block(of: entry.sequence)
        blocks[block].entries.insert(entry, at: blocks[block].index(of: entry.sequence))
        blocks[block].work += entry.cost
        if blocks[block].entries.count >= 2 * Self.blockLength { split(block) }
    }

    /// - Complexity: O(1), amortised.
    mutating func popFirst() -> Entry? {
        guard let entry = blocks.first?.entries.first else { return nil }
        take(0, 0, entry)
        return entry
    }

    /// - Returns: the job; nil when no such one waits.
    /// - Complexity: O(log n + `blockLength`), and O(n / `blockLength`) where a block becomes empty.
    mutating func remove(_ sequence: Int64) -> Entry? {
        guard let (block, index, entry) = find(sequence) else { return nil }
        take(block, index, entry)
        return entry
    }

    /// The job; nil when no such one waits.
    func entry(of sequence: Int64) -> Entry? { find(sequence)?.entry }

    /// What stands before a job; nil when no such one waits.
    /// - Complexity: O(n / `blockLength` + `blockLength`).
    func standing(of sequence: Int64) -> Standing? {
        entry(of: sequence).map { _ in standing(before: sequence) }
    }

    /// What of lower sequences waits.
    /// - Complexity: O(n / `blockLength` + `blockLength`).
    func standing(before sequence: Int64) -> Standing {
        guard !blocks.isEmpty else { return Standing() }
        let block = block(of: sequence)
        let index = blocks[block].index(of: sequence)
        var before = Standing()
        for block in blocks.prefix(block) {
            before = before + Standing(jobs: block.entries.count, work: block.work)
        }
        let entries = blocks[block].entries.prefix(index)
        return before + Standing(jobs: index, work: entries.reduce(0) { $0 + $1.cost })
    }

    private mutating func take(_ block: Int, _ index: Int, _ entry: Entry) {
        if blocks[block].entries.count == 1 {
            blocks.remove(at: block)
        } else {
            blocks[block].entries.remove(at: index)
            blocks[block].work -= entry.cost
        }
        total.jobs -= 1
        total.work = total.jobs == 0 ? 0 : max(0, total.work - entry.cost)
    }

    private mutating func split(_ block: Int) {
        let entries = blocks[block].entries
        for (place, half) in [entries.prefix(Self.blockLength), entries.dropFirst(Self.blockLength)]
            .enumerated()
        {
            let new = Block(entries: Deque(half), work: half.reduce(0) { $0 + $1.cost })
            if place == 0 { blocks[block] = new } else { blocks.insert(new, at: block + 1) }
        }
    }

    private func find(_ sequence: Int64) -> (block: Int, index: Int, entry: Entry)? {
        guard !blocks.isEmpty else { return nil }
        let block = block(of: sequence)
        let index = blocks[block].index(of: sequence)
        guard index < blocks[block].entries.count, blocks[block].entries[index].sequence == sequence else {
            return nil
        }
        return (block, index, blocks[block].entries[index])
    }

    /// The last block that does not begin after `sequence`, else the first.
    private func block(of sequence: Int64) -> Int {
        let after = blocks.indices.bisect { (blocks[$0].entries.first?.sequence ?? .min) <= sequence }
        return max(0, after - 1)
    }
}

extension WaitingLine.Block {
    /// Of the first job whose sequence is not lower.
    fileprivate func index(of sequence: Int64) -> Int {
        entries.indices.bisect { entries[$0].sequence < sequence }
    }
}

extension Range<Int> {
    /// The first for which `isBefore` is false, where it is true for those up to some place and for none after.
    fileprivate func bisect(_ isBefore: (Int) -> Bool) -> Int {
        var (low, high) = (lowerBound, upperBound)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
