/// The last bytes of a stream.
struct TailWindow: Sendable {
    /// How many bytes at least are remembered once they have passed.
    static let bytes = 64 << 10

    private var kept: [UInt8] = []
    private var total: Int64 = 0

    mutating func append(_ piece: Span<UInt8>) {
        total += Int64(piece.count)
        if kept.count + piece.count > 3 * Self.bytes {
            kept.removeFirst(max(0, kept.count - Self.bytes))
        }
        let newest = piece.extracting(last: 2 * Self.bytes)
        unsafe newest.withUnsafeBufferPointer { unsafe kept.append(contentsOf: $0) }
    }

    /// Whether `pattern` stands in the last 64 KiB, all of it at or after `offset` of the stream. Looked for from
    /// the end, where whole files have it.
    func contains(_ pattern: [UInt8], after offset: Int64 = 0) -> Bool {
        let beginning = total - Int64(kept.count)
        let first = max(Int(clamping: offset - beginning), kept.count - Self.bytes, 0)
        let last = kept.count - pattern.count
        guard first <= last else { return false }
        return (first...last).reversed().contains { kept[$0..<($0 + pattern.count)].elementsEqual(pattern) }
    }
}
