import Logging
import SharedRing
import Synchronization

/// Tells the log what keeps commands from the supervisor, once for each reason: requests that fail for it are many.
final class ObstacleLog: Sendable {
    private let logger: Logger
    private let told = Mutex<SharedMemoryError.Code?>(nil)

    init(logger: Logger) {
        self.logger = logger
    }

    /// - Parameter obstacle: why a command could not be sent; nil when it could.
    func note(_ obstacle: SharedMemoryError?) {
        let isNews = told.withLock { told in
            defer { told = obstacle?.code }
            return told != obstacle?.code
        }
        guard isNews, let obstacle else { return }
        switch obstacle.code {
        case .absent, .notReady, .retired:
            logger.warning("no supervisor takes commands; it is starting, or has ended: \(obstacle.detail)")
        case .otherLayout:
            logger.error(
                "the supervisor is of another version, so no job is taken; run all parts of the service in one version: \(obstacle.detail)"
            )
        default: logger.error("commands cannot be sent to the supervisor: \(obstacle)")
        }
    }
}
