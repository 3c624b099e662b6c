import Documents
import Jobs

/// `GET /api/openapi.json`: the interface described for programs.
struct ShowOpenAPI: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        try .json(OpenAPIDocument(backend).json)
    }
}
