import Documents
import Jobs

/// The digest of what a request asks for: kind, options, delay, deadline, priority, webhook and the content of its text
/// and images. What images are called is not part of it, for it changes nothing but what is shown.
enum RequestFingerprint {
    /// Of `order` and the digests of the images, in their order.
    /// - Throws: `Problem` with `.internalError`.
    static func digest(_ order: JobOrder, images: [ContentDigest?]) throws(Problem) -> ContentDigest? {
        var hash = ContentHash()
        hash.update(
            Array("\(order.kind.rawValue) \(order.delayMilliseconds ?? 0) \(images.count) ".utf8).span)
        if let deadline = order.deadlineMilliseconds { hash.update(Array("deadline \(deadline) ".utf8).span) }
        if order.priority != .normal { hash.update(Array("priority \(order.priority.value) ".utf8).span) }
        if let webhook = order.webhook { hash.update(Array("webhook \(webhook.url) ".utf8).span) }
        if let text = order.text {
            hash.update(Array("text \(text.utf8.count) ".utf8).span)
            hash.update(Array(text.utf8).span)
        }
        let options = try JSON.bytes(of: order.options)
        hash.update(options.span)
        for image in images {
            let bytes = image?.bytes ?? []
            hash.update(bytes.span)
        }
        return hash.digest
    }
}
