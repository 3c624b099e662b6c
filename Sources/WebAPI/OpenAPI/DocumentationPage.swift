import Documents
import Jobs

/// The description of the interface as a page: no script, one style sheet of our own.
struct DocumentationPage {
    let document: OpenAPIDocument

    /// The whole page.
    var html: String {
        var html = HTMLText()
        html.element("main") { html in
            html.element("h1", "Platen’s interface")
            html.element("p") { html in
                html.write("The same for programs, in OpenAPI 3.1: ")
                html.element("a", "/api/openapi.json", [("href", "/api/openapi.json")])
            }
            for tag in Operation.Tag.allCases { write(tag, &html) }
            writeSchemas(&html)
            writeCodes(&html)
        }
        return Self.head + html.text + "</body>\n</html>\n"
    }

    private static let head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Platen’s interface</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/docs.css">
        </head>
        <body>

        """

    private func write(_ tag: Operation.Tag, _ html: inout HTMLText) {
        html.element("h2", tag.rawValue)
        for operation in document.operations where operation.tag == tag { write(operation, &html) }
    }

    private func write(_ operation: Operation, _ html: inout HTMLText) {
        html.element("section", [("id", operation.id)]) { html in
            html.element("h3") { html in
                html.element("code", "\(operation.method) \(operation.path)")
                html.write(" \(operation.summary)")
            }
            if !operation.details.isEmpty { html.element("p", operation.details) }
            html.table(
                ["Parameter", "In", "What"],
                operation.parameters.map {
                    [$0.name, $0.place.rawValue, "\($0.details) \(Self.bounds($0.schema))"]
                })
            html.table(["Body", "What"], operation.bodies.map { [$0.mediaType, Self.contents($0)] })
            html.table(["Answer", "What"], Self.answers(operation))
            for answer in operation.answers { Self.write(answer.example, &html) }
        }
    }

    /// A body in words: its fields, or the document that it is, and an example.
    private static func contents(_ body: Operation.Body) -> String {
        let fields = members(body.schema).map { $0[0] }.joined(separator: ", ")
        let example = body.example.map { "For example \(PlainObject.text(of: $0))" } ?? ""
        return [fields.isEmpty ? named(body.schema) : fields, example].filter { !$0.isEmpty }
            .joined(separator: ". ")
    }

    private static func write(_ example: JSONValue?, _ html: inout HTMLText) {
        guard let example else { return }
        html.element("pre", PlainObject.text(of: example))
    }

    private static func answers(_ operation: Operation) -> [[String]] {
        operation.answers.map { ["\($0.status)", "\($0.details) \(named($0.schema))"] }
            + operation.problemsByStatus.map { status, codes in
                ["\(status)", codes.map(\.rawValue).joined(separator: ", ")]
            }
    }

    private func writeSchemas(_ html: inout HTMLText) {
        html.element("h2", "Documents")
        for (name, schema) in Schema.documents.sorted(by: { $0.key < $1.key }) {
            html.element("section", [("id", name)]) { html in
                html.element("h3", name)
                html.element("p", schema["description"] ?? "")
                html.table(["Member", "What"], Self.members(schema))
            }
        }
    }

    private func writeCodes(_ html: inout HTMLText) {
        html.element("h2", "Codes of problems")
        html.table(
            ["Code", "Status", "What"],
            Problem.Code.ofRequests.map { [$0.rawValue, "\($0.httpStatus)", $0.meaning] })
        html.element("h2", "Codes of failed jobs")
        html.table(["Code", "What"], Problem.Code.ofJobs.map { [$0.rawValue, $0.meaning] })
    }

    private static func members(_ schema: JSONValue) -> [[String]] {
        guard case .object(let members) = schema, case .object(let properties) = members["properties"] else {
            return []
        }
        return properties.sorted { $0.key < $1.key }.map { name, schema in
            [name, "\(schema["description"] ?? "") \(bounds(schema)) \(named(schema))"]
        }
    }

    /// The documents that a schema names, for the end of a sentence.
    private static func named(_ schema: JSONValue) -> String {
        switch schema {
        case .object(let members):
            if let name = schema["$ref"] { return String(name.split(separator: "/").last ?? "") }
            let parts = ["items", "anyOf"].compactMap { members[$0].map(named) }
            return parts.filter { !$0.isEmpty }.joined(separator: " ")
        case .array(let values):
            return values.map(named).filter { !$0.isEmpty }.joined(separator: " or ")
        default: return ""
        }
    }

    /// What values a schema allows, in words.
    private static func bounds(_ schema: JSONValue) -> String {
        guard case .object(let members) = schema else { return "" }
        if case .array(let words) = members["enum"] {
            return words.compactMap(\.fieldText).joined(separator: ", ")
        }
        guard let least = members["minimum"], let most = members["maximum"] else { return "" }
        return "\(PlainObject.text(of: least)) to \(PlainObject.text(of: most))"
    }
}
