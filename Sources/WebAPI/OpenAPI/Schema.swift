import Documents
import Jobs

/// Pieces of JSON Schema (2020-12), as OpenAPI 3.1 takes it.
enum Schema {
    /// One of the schemas of the document, by its name.
    static func reference(_ name: String) -> JSONValue {
        .object(["$ref": .text("#/components/schemas/\(name)")])
    }

    static func text(_ details: String, pattern: String? = nil, maximum: Int? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["type": "string", "description": .text(details)]
        if let pattern { members["pattern"] = .text(pattern) }
        if let maximum { members["maxLength"] = .integer(Int64(maximum)) }
        return .object(members)
    }

    /// A time in UTC (RFC 3339).
    static func time(_ details: String) -> JSONValue {
        ["type": "string", "format": "date-time", "description": .text(details)]
    }

    /// One of a few words.
    static func word(_ details: String, _ words: [String]) -> JSONValue {
        .object([
            "type": "string", "description": .text(details), "enum": .array(words.map { .text($0) }),
        ])
    }

    static func count(_ details: String, _ range: ClosedRange<Int>? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["type": "integer", "description": .text(details), "minimum": 0]
        if let range {
            members["minimum"] = .integer(Int64(range.lowerBound))
            members["maximum"] = .integer(Int64(range.upperBound))
        }
        return .object(members)
    }

    /// A number with a fraction.
    static func number(_ details: String, _ range: ClosedRange<Double>) -> JSONValue {
        .object([
            "type": "number", "description": .text(details), "minimum": .number(range.lowerBound),
            "maximum": .number(range.upperBound),
        ])
    }

    static func truth(_ details: String) -> JSONValue {
        ["type": "boolean", "description": .text(details)]
    }

    static func list(of items: JSONValue, _ details: String, atLeast minimum: Int = 0) -> JSONValue {
        .object([
            "type": "array", "description": .text(details), "items": items,
            "minItems": .integer(Int64(minimum)),
        ])
    }

    /// An object of these members and no others; those of `optional` may be absent.
    static func object(
        _ details: String, _ members: [String: JSONValue], optional: Set<String> = []
    ) -> JSONValue {
        let required = members.keys.filter { !optional.contains($0) }.sorted()
        return .object([
            "type": "object", "description": .text(details), "properties": .object(members),
            "required": .array(required.map { .text($0) }), "additionalProperties": false,
        ])
    }

    /// Bytes as they are.
    static let file: JSONValue = ["type": "string", "format": "binary"]
}
