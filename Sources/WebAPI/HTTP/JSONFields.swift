import Documents
import Foundation
import Jobs

/// The members of a small JSON object that a request carries.
struct JSONFields {
    private static let maximumBytes: Int64 = 16 << 10

    private let members: [String: JSONValue]

    /// Reads the body.
    /// - Parameters:
    ///   - request: whose body it is.
    ///   - known: the names that members may have.
    ///   - example: of such an object, for whoever sent something else.
    /// - Throws: `Problem` with `.malformedBody`, `.unknownField`, `.bodyTooLarge` or `.emptyBody`.
    init(_ request: Request, known: [String], example: String) throws(Problem) {
        var bytes: [UInt8] = []
        try BodyReader(request, maximumBytes: Self.maximumBytes).forEachPiece { piece in
            for index in piece.indices { bytes.append(piece[index]) }
        }
        guard let members = try? JSONDecoder().decode([String: JSONValue].self, from: Data(bytes)) else {
            throw Problem(.malformedBody, "Send a JSON object such as \(example).")
        }
        if let name = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw Problem(
                .unknownField,
                "There is no field called “\(Submission.displayName(name))”. The fields are: "
                    + "\(known.joined(separator: ", ")).")
        }
        self.members = members
    }

    /// Whether it is there, be it as null.
    func has(_ name: String) -> Bool { members[name] != nil }

    /// Nil for one that is absent or null.
    /// - Throws: `Problem` with `.invalidOption` for what is no text.
    func text(_ name: String) throws(Problem) -> String? {
        switch members[name] {
        case nil, .null: return nil
        case .text(let text): return text
        default: throw Problem(.invalidOption, "\(name) must be a text.")
        }
    }

    /// The same for a number.
    /// - Throws: `Problem` with `.invalidOption` for what is no number.
    func number(_ name: String) throws(Problem) -> Double? {
        switch members[name] {
        case nil, .null: return nil
        case .integer(let number): return Double(number)
        case .number(let number): return number
        default: throw Problem(.invalidOption, "\(name) must be a number.")
        }
    }
}
