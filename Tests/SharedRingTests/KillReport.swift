@testable import platen_test_ring_producer

/// What the consumer saw of the lives of the producer processes, compared with what they said was acknowledged.
struct KillReport: Sendable {
    /// One thread of one process.
    private struct Sender: Hashable {
        let life: UInt64
        let thread: UInt64
    }

    /// For each sender, how many records were consumed: they must have been the numbers from 0 on, in order.
    private var consumed: [Sender: UInt64] = [:]
    /// What went wrong, in words; empty when nothing did.
    private(set) var faults: [String] = []
    private(set) var records = 0
    private(set) var acknowledged = 0

    /// Notes a record that was taken from the ring.
    /// - Returns: its verdict.
    mutating func consume(_ bytes: [UInt8]) -> UInt32 {
        guard let record = NumberedRecord(bytes) else {
            faults.append("a torn record of \(bytes.count) bytes: \(bytes.prefix(24))")
            return 0
        }
        let sender = Sender(life: record.life, thread: record.thread)
        let expected = consumed[sender, default: 0]
        if record.number != expected {
            faults.append("\(sender) sent \(record.number), consumed as \(expected)")
        }
        consumed[sender] = expected + 1
        records += 1
        return record.verdict
    }

    /// Compares with what a life's threads said was acknowledged. Call it when nothing is left in the ring.
    mutating func compare(life: UInt64, acknowledged numbers: [UInt64: [UInt64]]) {
        for (thread, numbers) in numbers {
            let sender = Sender(life: life, thread: thread)
            if numbers != Array(0..<UInt64(numbers.count)) {
                faults.append("\(sender) was acknowledged out of order: \(numbers)")
            }
            if UInt64(numbers.count) > consumed[sender, default: 0] {
                faults.append(
                    "\(sender) lost an acknowledged record: \(numbers.count) of \(consumed[sender] ?? 0)")
            }
            acknowledged += numbers.count
        }
    }
}

extension NumberedRecord {
    /// The record with these bytes; nil when one of them is wrong.
    fileprivate init?(_ bytes: [UInt8]) {
        guard bytes.count >= 24 else { return nil }
        func value(_ index: Int) -> UInt64 {
            bytes[(index * 8)..<(index * 8 + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        self.init(life: value(0), thread: value(1), number: value(2))
        guard self.bytes == bytes else { return nil }
    }
}
