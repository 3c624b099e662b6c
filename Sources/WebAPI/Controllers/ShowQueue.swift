import Jobs
import SharedRing

/// `GET /api/queue`: what waits, and what users were promised and got of the processors. Who may not see all users is
/// shown the own share alone.
struct ShowQueue: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let user = try request.user()
        guard let counters = backend.metrics.metrics()?.counters, var shares = backend.metrics.shares() else {
            throw Problem(
                .serviceUnavailable, "The queue cannot be seen at the moment. Please try again in a moment.",
                privateDetail: "supervisor: there is no scoreboard")
        }
        if !request.caller.isAdmin { shares.rows.removeAll { $0.name != user.text } }
        return try .json(QueueStateDocument(counters, shares))
    }
}
