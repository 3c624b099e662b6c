/// The command segment, mapped, with what lies in it.
final class CommandSegment: SegmentContent {
    let segment: Segment
    let doorbell: Doorbell
    let ring: CommandRing
    let tickets: TicketTable
    let sleep: SleepWord

    private init(_ segment: Segment, layout: CommandLayout, doorbell: Doorbell) {
        self.segment = segment
        self.doorbell = doorbell
        ring = CommandRing(mapping: segment.mapping, layout: layout)
        tickets = TicketTable(mapping: segment.mapping, layout: layout)
        sleep = SleepWord(mapping: segment.mapping)
    }

    /// Retires and removes what bears the name, and makes a segment whose first position is `start` and whose
    /// tickets begin with `ticketGeneration`.
    /// - Throws: `.invalidName`, `.otherOwner` or `.system`.
    static func create(
        instance: String, layout: CommandLayout, doorbellPath: String, start: UInt64, ticketGeneration: UInt32
    ) throws(SharedMemoryError) -> CommandSegment {
        let name = try SegmentKind.commands.name(of: instance)
        let doorbell = try Doorbell.create(doorbellPath)
        try retirePredecessor(name, doorbell: doorbell)
        let segment = try Segment.create(name, kind: .commands, slots: layout.slots, bytes: layout.bytes) {
            CommandRing(mapping: $0, layout: layout).prepare(start: start)
            TicketTable(mapping: $0, layout: layout).prepare(generation: ticketGeneration)
        }
        return CommandSegment(segment, layout: layout, doorbell: doorbell)
    }

    /// Attaches a producer to the segment that is there now.
    /// - Throws: any `SharedMemoryError` but `.noFreeBlock`.
    static func attach(
        instance: String, doorbellPath: String
    ) throws(SharedMemoryError) -> CommandSegment {
        let name = try SegmentKind.commands.name(of: instance)
        return try attach(name, doorbell: try Doorbell.open(doorbellPath))
    }

    private static func attach(
        _ name: String, doorbell: Doorbell
    ) throws(SharedMemoryError) -> CommandSegment {
        let segment = try Segment.attach(name, kind: .commands, isWritable: true) { slots in
            CommandLayout(slots: slots)?.bytes
        }
        guard let layout = CommandLayout(slots: segment.header.slots) else {
            throw SharedMemoryError(.damaged, "\(name) has changed")
        }
        return CommandSegment(segment, layout: layout, doorbell: doorbell)
    }

    private static func retirePredecessor(
        _ name: String, doorbell: Doorbell
    ) throws(SharedMemoryError) {
        do throws(SharedMemoryError) {
            try attach(name, doorbell: doorbell).retire()
        } catch {
            // Who waits on a segment that cannot be read looks for a new one by itself.
            guard error.code != .otherOwner else { throw error }
            try Segment.remove(name)
        }
    }

    /// Tells producers to attach anew, wakes those that wait, and removes the name if it still leads here.
    /// - Throws: `.system`: the name could not be removed; the rest is done.
    func retire() throws(SharedMemoryError) {
        segment.header.retire()
        tickets.retire()
        try segment.unlink()
    }
}
