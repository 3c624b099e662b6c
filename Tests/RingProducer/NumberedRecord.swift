/// A record that tells whose it is, and whether a byte of it is wrong.
///
/// Life, thread and number, 8 bytes each, and a filling whose length and bytes follow from them.
struct NumberedRecord {
    let life: UInt64
    let thread: UInt64
    let number: UInt64

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for value in [life, thread, number] {
            for index in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
        }
        let filling = Int((life &* 31 &+ number &* 97) % 1001)
        let first = UInt8(truncatingIfNeeded: life &+ thread &+ number)
        for index in 0..<filling { bytes.append(first &+ UInt8(truncatingIfNeeded: index)) }
        return bytes
    }

    /// The verdict that this record gets from the test's consumer, and no record near it.
    var verdict: UInt32 {
        UInt32(truncatingIfNeeded: life &* 1_000_003 &+ thread &* 10_007 &+ number)
    }
}
