import Jobs
import Logging

/// The HTTP interface as one function from request to answer. Thread-safe: all state is behind the controllers.
package struct Application: Sendable {
    private let routes: [Route]
    private let admit: Admission
    private let logger: Logger

    /// Says who asks, or why a route is not for them.
    typealias Admission = @Sendable (Request, Access) throws(Problem) -> Caller

    /// Everything that `backend` can do, for whom it is for.
    init(_ backend: Backend, logger: Logger) {
        let gate = Gate(backend: backend)
        self.init(routes: Route.table(backend), logger: logger) { request, access throws(Problem) in
            try gate.admit(request, to: access)
        }
    }

    init(routes: [Route], logger: Logger, admit: @escaping Admission) {
        self.routes = routes
        self.admit = admit
        self.logger = logger
    }

    /// Answers every request, those that go wrong with a problem document.
    package func respond(to request: Request) -> Response {
        let response: Response
        do throws(Problem) {
            response = try dispatch(request)
        } catch {
            report(error, request)
            response = ProblemDocument(error, requestID: RequestID(request.id)).response
        }
        logger.debug(
            "\(request.method) \(request.path) \(response.status)", metadata: ["request_id": "\(request.id)"])
        return request.method == "HEAD" ? response.withoutBody : response
    }

    private func dispatch(_ request: Request) throws(Problem) -> Response {
        var found: [Route] = []
        for route in routes {
            guard let arguments = route.pattern.match(request.path) else { continue }
            guard route.accepts(request.method) else {
                found.append(route)
                continue
            }
            var admitted = request
            admitted.caller = try admit(request, route.access)
            return try route.controller.respond(to: admitted, arguments: arguments)
        }
        // Not even what there is, is said to nobody.
        _ = try admit(request, .user)
        guard !found.isEmpty else { throw Problem(.unknownRoute, "There is nothing at this address.") }
        return methodNotAllowed(Route.allowed(by: found), request)
    }

    private func methodNotAllowed(_ allowed: String, _ request: Request) -> Response {
        let problem = Problem(.methodNotAllowed, "This address takes \(allowed).")
        let document = ProblemDocument(problem, requestID: RequestID(request.id))
        return document.response.adding("Allow", allowed)
    }

    private func report(_ problem: Problem, _ request: Request) {
        // A refusal for want of room is no fault: logging each would fill the rest of the disk.
        guard problem.code.httpStatus >= 500, let detail = problem.privateDetail else { return }
        logger.error(
            "\(problem.code.rawValue): \(detail)",
            metadata: ["request_id": "\(request.id)"])
    }
}
