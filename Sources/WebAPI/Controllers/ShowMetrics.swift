import Jobs

/// `GET /api/metrics`: what the service counts, for Prometheus.
struct ShowMetrics: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let isSupervised = backend.activity.supervisorBeat().map { $0 < ShowHealth.longestSilence } ?? false
        let document = MetricsDocument(
            backend.metrics.metrics(), backend.metrics.shares(), isSupervised: isSupervised)
        return Response(status: 200, mediaType: MetricsText.mediaType, body: Array(document.text.utf8))
    }
}
