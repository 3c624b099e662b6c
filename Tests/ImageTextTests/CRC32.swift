/// The checksum of PNG's chunks.
enum CRC32 {
    static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let sum = bytes.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
