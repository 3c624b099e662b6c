import Documents
import Jobs

/// The description of the interface (OpenAPI 3.1), made of the operations and of the values that the code itself works
/// with.
struct OpenAPIDocument {
    let operations: [Operation]
    /// Whether requests have to say who asks.
    private let asksWho: Bool

    /// For the service that answers with `routes`.
    init(limits: ServiceSettings.Limits, routes: [Route], asksWho: Bool) {
        let access = Dictionary(uniqueKeysWithValues: routes.map { ("\($0.method) \($0.path)", $0.access) })
        let described =
            Operation.jobs(limits) + Operation.live + Operation.accounts + Operation.others(limits)
            + Operation.service + Operation.sharing
        operations = described.map { operation in
            var operation = operation
            operation.access = access["\(operation.method) \(operation.path)"] ?? .admin
            return operation
        }
        self.asksWho = asksWho
    }

    /// That of a running service.
    init(_ backend: Backend) {
        self.init(limits: backend.limits, routes: Route.table(backend), asksWho: backend.asksWho)
    }

    /// The whole document.
    var json: JSONValue {
        [
            "openapi": "3.1.0", "info": Self.info, "servers": [["url": "/"]],
            "tags": .array(Operation.Tag.allCases.map { .object(["name": .text($0.rawValue)]) }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(Schema.documents), "headers": ["RequestID": Self.requestID],
                "securitySchemes": asksWho ? Self.securitySchemes : [:],
            ],
        ]
    }

    private static let info: JSONValue = [
        "title": "Platen", "version": "1", "summary": "Images in, text out.",
        "license": ["name": "Apache License 2.0", "identifier": "Apache-2.0"],
    ]

    private static let securitySchemes: JSONValue = [
        "key": ["type": "http", "scheme": "bearer"],
        "session": ["type": "apiKey", "in": "cookie", "name": .text(SessionCookie.name)],
    ]

    /// Every answer has it.
    private static let requestID: JSONValue = [
        "description":
            "By which logs name the request: the X-Request-ID that it came with, 32 hexadecimal digits, or a new one.",
        "schema": ["type": "string"],
    ]

    private var paths: [String: JSONValue] {
        Dictionary(grouping: operations, by: \.path).mapValues { operations in
            .object(
                Dictionary(uniqueKeysWithValues: operations.map { ($0.method.lowercased(), json($0)) }))
        }
    }

    private func json(_ operation: Operation) -> JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .text(operation.id), "summary": .text(operation.summary),
            "tags": [.text(operation.tag.rawValue)], "responses": .object(Self.responses(operation)),
            "x-access": .text(operation.access.rawValue),
        ]
        if asksWho, operation.access != .anyone { members["security"] = [["key": []], ["session": []]] }
        if !operation.details.isEmpty { members["description"] = .text(operation.details) }
        if !operation.parameters.isEmpty {
            members["parameters"] = .array(operation.parameters.map(Self.json))
        }
        if !operation.bodies.isEmpty {
            let content = operation.bodies.map { ($0.mediaType, Self.medium($0.schema, $0.example)) }
            members["requestBody"] = .object([
                "required": .truth(operation.needsBody),
                "content": .object(Dictionary(uniqueKeysWithValues: content)),
            ])
        }
        return .object(members)
    }

    private static func json(_ parameter: Operation.Parameter) -> JSONValue {
        .object([
            "name": .text(parameter.name), "in": .text(parameter.place.rawValue),
            "required": .truth(parameter.place == .path), "schema": parameter.schema,
            "description": .text(parameter.details),
        ])
    }

    private static func medium(_ schema: JSONValue, _ example: JSONValue?) -> JSONValue {
        .object(["schema": schema].merging(example.map { ["example": $0] } ?? [:]) { $1 })
    }
}

/// Answers.
extension OpenAPIDocument {
    private static func responses(_ operation: Operation) -> [String: JSONValue] {
        var responses: [String: Response] = [:]
        for answer in operation.answers { responses[String(answer.status)] = Response(answer) }
        for (status, codes) in operation.problemsByStatus {
            responses[String(status), default: Response()].add(codes)
        }
        // nginx's, of a responder that does not answer.
        responses["504", default: Response()].add([.serviceUnavailable], status: 504)
        if let failures = operation.failures {
            for (status, _) in operation.problemsByStatus {
                responses[String(status)]?.content["application/json"] = .object(["schema": failures])
            }
        }
        return responses.mapValues(\.json)
    }

    /// One status of an operation.
    private struct Response {
        var details: [String] = []
        var headers: [String: JSONValue] = ["X-Request-ID": ["$ref": "#/components/headers/RequestID"]]
        var content: [String: JSONValue] = [:]
        var links: [String: JSONValue] = [:]
        /// Of problems, by their codes.
        private var examples: [String: JSONValue] = [:]

        init() {}

        init(_ answer: Operation.Answer) {
            details = [answer.details]
            for header in answer.headers {
                headers[header.name] = .object([
                    "description": .text(header.details), "schema": ["type": "string"],
                ])
            }
            for call in answer.links?.calls ?? [] {
                links[call] = .object([
                    "operationId": .text(call),
                    "parameters": ["id": .text("$response.body#/\(answer.links?.member ?? "")")],
                ])
            }
            if let type = answer.mediaType { content[type] = medium(answer.schema, answer.example) }
        }

        mutating func add(_ codes: [Problem.Code], status: Int? = nil) {
            details += codes.map { "\($0.rawValue): \($0.meaning)" }
            for code in codes { examples[code.rawValue] = code.example(status: status ?? code.httpStatus) }
            content["application/problem+json"] = .object([
                "schema": Schema.reference("Problem"), "examples": .object(examples),
            ])
            if codes.contains(where: { $0.retryAfterSeconds != nil || $0.comesWithRetryAfter }) {
                headers["Retry-After"] = [
                    "description": "Seconds after which the same request may succeed.",
                    "schema": ["type": "string"],
                ]
            }
        }

        var json: JSONValue {
            var members: [String: JSONValue] = [
                "description": .text(details.joined(separator: " ")), "headers": .object(headers),
            ]
            if !links.isEmpty { members["links"] = .object(links) }
            if !content.isEmpty { members["content"] = .object(content) }
            return .object(members)
        }
    }
}

extension Problem.Code {
    /// Whether it says itself when to try again.
    fileprivate var comesWithRetryAfter: Bool {
        [.tooMuchWork, .quotaExceeded, .dailyQuotaExceeded].contains(self)
    }

    /// An answer that carries it.
    fileprivate func example(status: Int) -> JSONValue {
        [
            "value": [
                "type": "about:blank", "title": .text(Response.phrase(status)),
                "status": .integer(Int64(status)), "code": .text(rawValue), "detail": .text(meaning),
            ]
        ]
    }
}
