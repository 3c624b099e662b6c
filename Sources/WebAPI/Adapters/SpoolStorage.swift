import Logging
import SharedRing
import Spool
import Synchronization

/// Looks at the spool's volume, at most once a second.
final class SpoolStorage: StorageReading {
    private static let interval: Duration = .seconds(1)

    private let spool: Spool
    /// Bytes that are kept free.
    private let reserve: Int64
    private let logger: Logger
    private let state = Mutex<(looked: Duration?, isShort: Bool)>((nil, false))

    init(spool: Spool, reserve: Int64, logger: Logger) {
        self.spool = spool
        self.reserve = reserve
        self.logger = logger
    }

    func isShort() -> Bool {
        guard reserve > 0 else { return false }
        let now = MonotonicTime.now()
        return state.withLock { state in
            if let looked = state.looked, now - looked < Self.interval { return state.isShort }
            state = (now, look())
            return state.isShort
        }
    }

    /// A volume that cannot be asked is not known to be full: writing to it will tell.
    private func look() -> Bool {
        do throws(SpoolError) {
            return try spool.room().isShort(reserve: reserve)
        } catch {
            logger.warning("the room on the disk is not known: \(error)")
            return false
        }
    }
}
