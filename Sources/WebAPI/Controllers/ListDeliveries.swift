import Documents
import Jobs

/// `GET /api/jobs/{id}/webhooks`: what the receiver of the job's webhook was told, and how that went. For whoever may
/// change the job: the address of a receiver may be a secret.
struct ListDeliveries: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let job = try backend.ownJob(arguments["id"], for: request)
        var documents: [DeliveryDocument] = []
        for delivery in try backend.jobs.deliveries(of: job.id) {
            documents.append(DeliveryDocument(delivery, tries: try backend.jobs.tries(of: delivery.number)))
        }
        return try .json(DeliveryListDocument(deliveries: documents))
    }
}
