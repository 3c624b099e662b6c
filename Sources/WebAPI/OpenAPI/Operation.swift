import Documents
import Jobs

/// One call of the interface, described: what may be sent and everything that may be answered.
struct Operation: Sendable {
    let method: String
    /// With a word in braces for each argument.
    let path: String
    /// Its name in the document.
    let id: String
    let tag: Tag
    /// As the route table has it.
    var access = Access.user
    /// A few words.
    let summary: String
    /// Sentences for people.
    var details = ""
    var parameters: [Parameter] = []
    var bodies: [Body] = []
    /// Whether a request without a body makes no sense.
    var needsBody = true
    let answers: [Answer]
    /// What may be refused here, besides what may be refused everywhere.
    var problems: [Problem.Code] = []
    /// The schema of refusals where the call has a form of its own for them; those of the web server are problem
    /// documents all the same.
    var failures: JSONValue?

    /// The parts of the interface, in the order in which they are shown.
    enum Tag: String, CaseIterable, Sendable {
        case jobs = "Jobs"
        case accounts = "Users"
        case others = "Other interfaces"
        case service = "Service"
    }

    /// What stands beside the body of a request.
    struct Parameter: Sendable {
        /// Where it stands, in OpenAPI's words.
        enum Place: String, Sendable {
            case path, query, header, cookie
        }

        let name: String
        let place: Place
        let schema: JSONValue
        let details: String
    }

    /// One form of a request's body.
    struct Body: Sendable {
        let mediaType: String
        let schema: JSONValue
        var example: JSONValue?
    }

    /// One answer that is no problem.
    struct Answer: Sendable {
        let status: Int
        let details: String
        /// Nil for an answer without a body.
        var mediaType: String? = "application/json"
        var schema: JSONValue = [:]
        var example: JSONValue?
        /// Headers besides those that every answer has, with what they say.
        var headers: [(name: String, details: String)] = []
        /// Calls about the job that the answer names, and the member of the body that names it.
        var links: (calls: [String], member: String)?
    }
}

extension Operation {
    /// All problems, by status in ascending order.
    var problemsByStatus: [(status: Int, codes: [Problem.Code])] {
        let codes = problems + everywhere
        return Dictionary(grouping: codes, by: \.httpStatus).sorted { $0.key < $1.key }
            .map { ($0.key, Array(Set($0.value)).sorted { $0.rawValue < $1.rawValue }) }
    }

    private var everywhere: [Problem.Code] {
        let ofAll: [Problem.Code] = [.malformedRequest, .unknownHost, .internalError, .serviceUnavailable]
        let ofWrites: [Problem.Code] = method == "GET" ? [] : [.foreignWrite]
        return ofAll + ofWrites + ofAccess + [.bodyTooLarge]
    }

    private var ofAccess: [Problem.Code] {
        switch access {
        case .anyone: []
        case .user, .owner, .admin: [.unauthenticated, .forbidden]
        case .link: [.unauthenticated, .invalidLink]
        }
    }
}
