import Documents
import Jobs

/// The calls about the service itself.
extension Operation {
    static let service: [Operation] = [
        Operation(
            method: "GET", path: "/api/health", id: "showHealth", tag: .service,
            summary: "Ask how the service is",
            answers: [
                Answer(status: 200, details: "Every part is well.", schema: Schema.reference("Health")),
                Answer(
                    status: 503, details: "A part is not well.", schema: Schema.reference("Health"),
                    headers: [(name: "Retry-After", details: "Seconds to wait.")]),
            ]),
        Operation(
            method: "GET", path: "/api/metrics", id: "showMetrics", tag: .service,
            summary: "Numbers for Prometheus",
            answers: [
                Answer(
                    status: 200, details: "The text format 0.0.4.", mediaType: "text/plain",
                    schema: ["type": "string"])
            ]),
        Operation(
            method: "GET", path: "/api/failures", id: "listFailures", tag: .service,
            summary: "Ask how many jobs failed of late, and why",
            details: "Of the jobs of all users that are kept, by code, the most frequent first: one that is "
                + "removed counts no more. Of whom they were is not told.",
            answers: [
                Answer(
                    status: 200, details: "Those within `window`.", schema: Schema.reference("Failures"))
            ]),
        Operation(
            method: "PUT", path: "/api/processors", id: "resizeProcessors", tag: .service,
            summary: "Say how many jobs run at once",
            details: "From now until the next start. Jobs that run are let end.",
            bodies: [
                Body(
                    mediaType: "application/json", schema: Schema.reference("Processors"),
                    example: ["wanted": 4])
            ],
            answers: [
                Answer(status: 200, details: "So many from now on.", schema: Schema.reference("Processors"))
            ],
            problems: [.emptyBody, .malformedBody, .unknownField, .bodyTooLarge, .invalidOption]),
        Operation(
            method: "GET", path: "/api/openapi.json", id: "showInterface", tag: .service,
            summary: "This description",
            answers: [
                Answer(status: 200, details: "OpenAPI 3.1.", schema: ["type": "object"])
            ]),
        Operation(
            method: "GET", path: "/docs", id: "showDocumentation", tag: .service,
            summary: "This description as a page",
            answers: [
                Answer(
                    status: 200, details: "A page.", mediaType: "text/html", schema: ["type": "string"])
            ]),
    ]
}
