import Documents
import Jobs

/// `GET /api/rules`: the rules that count now.
struct ShowRules: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        try .json(try backend.rules.rules().document)
    }
}
