import Jobs

/// Answers the requests of one route.
protocol Controller: Sendable {
    /// - Throws: the `Problem` to answer with.
    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response
}
