import Documents
import Jobs

/// `GET /api/jobs/{id}/webhooks`: what the receiver of the job's webhook was told, and how that went. For the job's owner
/// alone: the address of a receiver may be a secret.
struct ListDeliveries: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let job = try backend.ownJob(arguments["id"], request)
        var documents: [DeliveryDocument] = []
        for delivery in try backend.jobs.deliveries(of: job.id) {
            documents.append(DeliveryDocument(delivery, tries: try backend.jobs.tries(of: delivery.number)))
        }
        return try .json(DeliveryListDocument(deliveries: documents))
    }
}

extension Backend {
    /// The job that `text`, from a path, names, if it belongs to who asks.
    /// - Throws: `Problem` with `.unknownJob`, `.invalidID` or `.invalidUser`.
    func ownJob(_ text: String, _ request: Request) throws(Problem) -> Job {
        let user = try UserName(fields: request.query, cookie: request.cookie)
        let job = try job(text) { user }
        guard job.submission.user == user else { throw .unknownJob }
        return job
    }
}
