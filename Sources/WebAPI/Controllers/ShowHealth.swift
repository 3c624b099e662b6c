import Jobs

/// `GET /api/health`: 200 when every part does its work, 503 with the same document when one does not.
struct ShowHealth: Controller {
    /// A supervisor that has been silent for longer counts as down.
    static let longestSilence = Duration.seconds(3)

    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let document = document()
        guard document.status == "ok" else {
            return try .json(status: 503, document).adding("Retry-After", "2")
        }
        return try .json(document)
    }

    private func document() -> HealthDocument {
        let beat = backend.activity.supervisorBeat()
        let isSupervised = beat.map { $0 < Self.longestSilence } ?? false
        let activity = backend.activity.activity()
        let hasProcessors = activity.map { $0.isReady && $0.processorsAlive > 0 } ?? false
        return HealthDocument(
            parts: HealthDocument.Parts(
                supervisor: isSupervised ? .ok : .down,
                store: canReadStore() ? .ok : .down, storage: backend.storage.isShort() ? .full : .ok,
                processors: isSupervised && hasProcessors ? .ok : .down),
            activity: activity)
    }

    private func canReadStore() -> Bool {
        do throws(Problem) {
            _ = try backend.jobs.jobs(of: .guest, limit: 1, before: nil, matching: JobFilter())
            return true
        } catch {
            return false
        }
    }
}
