/// Rows of compact jobs, in chunks: growing copies nothing, and takes no more than a chunk in advance. A row that is
/// left is given out again.
struct CompactJobs: Sendable {
    private var chunks: [ContiguousArray<CompactJob>] = []
    private var left: [UInt32] = []

    private static let chunkRows = 4096

    /// - Returns: the row's number.
    mutating func append(_ job: CompactJob) -> UInt32 {
        if let row = left.popLast() {
            self[row] = job
            return row
        }
        if chunks.last.map({ $0.count == Self.chunkRows }) ?? true {
            chunks.append([])
            chunks[chunks.count - 1].reserveCapacity(Self.chunkRows)
        }
        chunks[chunks.count - 1].append(job)
        return UInt32((chunks.count - 1) * Self.chunkRows + chunks[chunks.count - 1].count - 1)
    }

    mutating func leave(_ row: UInt32) {
        left.append(row)
    }

    /// - Precondition: the row was given out and not left.
    subscript(row: UInt32) -> CompactJob {
        get { chunks[Int(row) / Self.chunkRows][Int(row) % Self.chunkRows] }
        set { chunks[Int(row) / Self.chunkRows][Int(row) % Self.chunkRows] = newValue }
    }
}
