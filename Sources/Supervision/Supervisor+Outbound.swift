import Documents
import JobStore
import Jobs
import Logging
import Spool

/// What is asked of other servers.
extension Supervisor {
    /// The thread that speaks to them, not yet running.
    static func makeOutbound(
        _ settings: ServiceSettings, _ spool: Spool, _ logger: Logger
    ) throws -> OutboundThread {
        let outbound = settings.outbound
        let unsplash =
            outbound.unsplashKey.isEmpty
            ? nil : Unsplash(base: outbound.unsplashURL, key: outbound.unsplashKey)
        let gallery = Gallery(
            folder: settings.galleryFolder, isShipped: outbound.photoFolder.isEmpty,
            maximumPixels: settings.limits.maximumPixels)
        let reader = try StoreReader(path: settings.storePath, connections: 1)
        let secret = try WebhookSecret.ofService(settings)
        return try OutboundThread(
            photos: PhotoDesk(unsplash: unsplash, gallery: gallery, spool: spool),
            webhooks: WebhookDesk(
                reader: reader, signer: WebhookSigner(secret: secret), allowed: outbound.webhookAllowed),
            logger: logger)
    }

    func collectOutbound() {
        for end in outbound.takeEnds() {
            switch end {
            case .errand(let id, let attempt, let report):
                later(.errandEnded(id, attempt: attempt, report))
            case .tried(let delivery, let attempt, let retryAfter):
                later(.deliveryTried(delivery, attempt, retryAfter: retryAfter))
            }
        }
    }
}
