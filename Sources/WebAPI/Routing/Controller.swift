import Jobs

/// Answers the requests of one route that the gate has let in: whose jobs they are about, and what the caller may see
/// and change, is asked of `Request.caller`.
protocol Controller: Sendable {
    /// - Throws: the `Problem` to answer with.
    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response
}
