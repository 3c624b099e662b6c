import Documents
import Jobs

/// `GET /api/openapi.json`: the interface described for programs.
struct ShowOpenAPI: Controller {
    let limits: ServiceSettings.Limits

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        try .json(OpenAPIDocument(limits: limits).json)
    }
}
