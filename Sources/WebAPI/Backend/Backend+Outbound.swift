import Jobs

/// What a submission asks of the world outside.
extension Backend {
    /// Refuses a webhook that can be seen to lead where none may. Where a name leads is found out when it is told
    /// something.
    /// - Throws: `Problem` with `.invalidWebhook`.
    func check(_ webhook: Webhook) throws(Problem) {
        guard webhook.isPlainlyPrivate(allowing: outbound.webhookAllowed) else { return }
        throw Problem(
            .invalidWebhook,
            "The webhook leads to an address that is not public. Name a public one, or ask the operator to allow this one "
                + "(PLATEN_WEBHOOK_ALLOW_PRIVATE).")
    }

    /// How long a job is put off: as its order wants; a `photo` job, if its order does not say, for a random time. Chosen
    /// once: whoever sends the request again with its key gets the job that was made then.
    func delayMilliseconds(of order: JobOrder) -> Int64? {
        guard order.kind == .photo, !order.saysDelay else { return order.delayMilliseconds }
        var generator = SystemRandomNumberGenerator()
        let delay = outbound.photoDelay.milliseconds(using: &generator)
        return delay > 0 ? delay : nil
    }
}
