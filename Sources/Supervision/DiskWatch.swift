import Jobs
import Logging
import Spool

/// Tells the log once when the disk is short of room, and once when it no longer is.
struct DiskWatch {
    static let interval: Duration = .seconds(1)

    /// Bytes that are kept free.
    let reserve: Int64
    private var isShort = false
    private var lastLook: Duration?

    init(reserve: Int64) {
        self.reserve = reserve
    }

    /// Whether it is time to look again.
    mutating func isDue(_ now: Duration) -> Bool {
        if let lastLook, now - lastLook < Self.interval { return false }
        lastLook = now
        return true
    }

    /// What the log is to be told of the room that there is; nil when nothing has changed.
    mutating func note(_ room: DiskRoom) -> (level: Logger.Level, message: String)? {
        guard room.isShort(reserve: reserve) != isShort else { return nil }
        isShort.toggle()
        guard isShort else { return (.notice, "the disk has room again: new jobs are taken") }
        return (
            .error,
            "only \(room.freeBytes) bytes of the disk are free, less than the reserve of "
                + "\(room.reserve(atMost: reserve)): no new jobs are taken until some are removed"
        )
    }
}
