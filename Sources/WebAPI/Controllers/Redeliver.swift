import Documents
import Jobs

/// `POST /api/jobs/{id}/webhooks/{number}/redeliver`: tells the receiver once more, now. Answers 202 once it is durable.
struct Redeliver: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let job = try backend.ownJob(arguments["id"], for: request)
        guard let number = Int64(arguments["number"]) else { throw Self.unknown }
        let reply = backend.commands.send(
            .redeliver(job.id, delivery: number, by: job.submission.user), thread: request.thread)
        switch reply {
        case .verdict(.accepted): return try answer(number, of: job)
        case .verdict(.refused): throw Self.unknown
        default: throw .undone(reply)
        }
    }

    private func answer(_ number: Int64, of job: Job) throws(Problem) -> Response {
        guard let delivery = try backend.jobs.deliveries(of: job.id).first(where: { $0.number == number })
        else { throw Self.unknown }
        let tries = try backend.jobs.tries(of: number)
        return try .json(status: 202, DeliveryDocument(delivery, tries: tries)).adding(
            "Location", "/api/jobs/\(job.id)/webhooks")
    }

    private static let unknown = Problem(
        .unknownDelivery, "The job has no delivery of this number. Look at the list of its webhooks.")
}
