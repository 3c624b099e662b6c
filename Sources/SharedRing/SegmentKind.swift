/// What a segment holds. The first word of the segment says it.
struct SegmentKind: Hashable, Sendable {
    /// Eight letters, the first in the lowest byte.
    let magic: UInt64
    /// The last part of the segment's name.
    let suffix: String

    static let commands = SegmentKind(magic: 0x3153_444D_4354_4C50, suffix: "commands")
    static let scoreboard = SegmentKind(magic: 0x3144_5242_4354_4C50, suffix: "scoreboard")

    /// Raised with every change of where something lies in a segment or of what it means.
    static let layoutVersion: UInt64 = 7

    /// The name under /dev/shm: `/platen-<instance>-<suffix>`.
    /// - Throws: `.invalidName` unless `instance` is 1 to 64 letters, digits, dots, underscores or hyphens.
    func name(of instance: String) throws(SharedMemoryError) -> String {
        let fits = instance.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard fits, (1...64).contains(instance.utf8.count) else {
            throw SharedMemoryError(.invalidName, "instance name \"\(instance)\"")
        }
        return "/platen-\(instance)-\(suffix)"
    }
}
