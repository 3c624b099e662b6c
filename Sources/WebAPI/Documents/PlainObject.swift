import Documents
import Jobs

/// A JSON object as the interfaces write it that other programs were made for: its members in their order, a space
/// after every comma and colon.
struct PlainObject: Hashable {
    private var members: [String] = []

    /// Appends a member.
    mutating func add(_ name: String, _ value: JSONValue) {
        members.append("\(Self.quoted(name)): \(Self.text(of: value))")
    }

    var text: String { "{\(members.joined(separator: ", "))}" }

    /// Any value in the same form; members of objects are sorted by name, whole numbers have no fraction.
    static func text(of value: JSONValue) -> String {
        switch value {
        case .object(let members):
            var object = PlainObject()
            for (name, value) in members.sorted(by: { $0.key < $1.key }) { object.add(name, value) }
            return object.text
        case .array(let values): return "[\(values.map(text).joined(separator: ", "))]"
        case .text(let text): return quoted(text)
        case .integer(let number): return String(number)
        case .number(let number): return Self.text(of: number)
        case .truth(let truth): return String(truth)
        case .null: return "null"
        }
    }

    private static func text(of number: Double) -> String {
        guard number.isFinite else { return "null" }
        return Int64(exactly: number).map(String.init) ?? String(number)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case let scalar where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension Response {
    /// An answer of one object.
    static func plain(status: Int = 200, _ object: PlainObject) -> Response {
        Response(status: status, mediaType: "application/json", body: Array((object.text + "\n").utf8))
    }

    /// An answer of a list of them.
    static func plain(status: Int = 200, _ objects: [PlainObject]) -> Response {
        let text = "[\(objects.map(\.text).joined(separator: ", "))]\n"
        return Response(status: status, mediaType: "application/json", body: Array(text.utf8))
    }
}
