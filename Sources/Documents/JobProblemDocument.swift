import Jobs

/// Why a job failed.
struct JobProblemDocument: Encodable, Sendable {
    private let code: Problem.Code
    private let detail: String

    init(_ problem: Problem) {
        code = problem.code
        detail = problem.detail
    }
}
