import Jobs

/// `GET /docs`: the interface described for people.
struct ShowDocumentation: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let page = DocumentationPage(document: OpenAPIDocument(backend))
        return Response(status: 200, mediaType: "text/html; charset=utf-8", body: Array(page.html.utf8))
    }
}
