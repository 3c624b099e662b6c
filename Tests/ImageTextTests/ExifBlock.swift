/// An Exif block of one directory, written and read without the code under test.
struct ExifBlock: Equatable {
    struct Entry: Equatable {
        var tag: UInt32
        var type: UInt32
        var count: UInt32
        var value: UInt32

        /// The value is in the first two of four bytes.
        static func orientation(_ value: UInt32) -> Entry {
            Entry(tag: 0x0112, type: 3, count: 1, value: value)
        }
    }

    var isLittleEndian = false
    var entries: [Entry]

    init(isLittleEndian: Bool = false, entries: [Entry]) {
        self.isLittleEndian = isLittleEndian
        self.entries = entries
    }

    init(orientation: UInt32) {
        self.init(entries: [.orientation(orientation)])
    }

    var bytes: [UInt8] {
        var bytes = isLittleEndian ? Array("II*\0".utf8) : Array("MM\0*".utf8)
        bytes += number(8, 4) + number(UInt32(entries.count), 2)
        for entry in entries {
            bytes += number(entry.tag, 2) + number(entry.type, 2) + number(entry.count, 4)
            bytes += entry.type == 3 ? number(entry.value, 2) + [0, 0] : number(entry.value, 4)
        }
        return bytes + number(0, 4)
    }

    /// Nil for what is no block.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 10 else { return nil }
        self.init(isLittleEndian: bytes[0] == UInt8(ascii: "I"), entries: [])
        let start = Int(number(bytes[4..<8]))
        let count = Int(number(bytes[start..<start + 2]))
        for index in 0..<count {
            let place = start + 2 + 12 * index
            let type = number(bytes[place + 2..<place + 4])
            entries.append(
                Entry(
                    tag: number(bytes[place..<place + 2]), type: type,
                    count: number(bytes[place + 4..<place + 8]),
                    value: number(bytes[place + 8..<place + (type == 3 ? 10 : 12)])))
        }
    }

    private func number(_ value: UInt32, _ count: Int) -> [UInt8] {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return isLittleEndian ? bytes : bytes.reversed()
    }

    private func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        (isLittleEndian ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
